"""Who said what in a news article, in which words, and through which outlet.

>>> import saidby
>>> extractor = saidby.Extractor(engine="fast")
>>> article = extractor("The ferry will not sail, harbour master Ana Diaz told the Port Vell Herald.")
>>> [(claim.speaker, claim.text) for claim in article.claims]
[('Ana Diaz', 'The ferry will not sail')]

Results have the values of one line of ``saidby extract --from jsonl``; ``to_dict()`` is that record.
"""

from ._extractor import Article, Claim, ExtractionError, Extractor, Outlet, Span, Speaker
from ._saidby import __version__

__all__ = ["Article", "Claim", "ExtractionError", "Extractor", "Outlet", "Span", "Speaker", "__version__"]
