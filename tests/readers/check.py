"""Reads what `saidby export` writes with the programs that others read it with.

    python check.py SAIDBY WORK

SAIDBY is the program, WORK an empty folder. Needs the packages of requirements.txt. An article with emoji, a BOM and CR LF
is exported in every format that a reader is at hand for; each span that the reader sees must hold the words that the
program's own JSON has. Ends with an error at the first thing that does not fit.
"""

import json
import sys
from pathlib import Path

import program

SAIDBY, WORK = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
ARTICLE = (
    "\ufeffFerry 👩‍🚀 stops over cracked hull\r\n\r\n"
    "“The hull is cracked, 日本,” harbour master Ana Diaz said on Monday.\r\n\r\n"
    "Diaz told the Port Vell Herald that the ferry 🚢 would not sail before May.\r\n\r\n"
    "According to the mayor, “nobody” was hurt.\r\n"
)

# Sources that rules find fault with.
SOURCES = (
    "\ufeffFerry 👩‍🚀 stops over cracked hull\r\n\r\n"
    "“The hull 🚢 is cracked,” a source said on Monday.\r\n\r\n"
    "An official said that it would not sail before May.\r\n"
)


def run(*arguments):
    return program.run(SAIDBY, *arguments, cwd=WORK).stdout.decode("utf-8")


def export(format):
    return run("export", "--suggestions", "--engine", "fast", "--format", format, "a.txt")


def spans_of(claims):
    """Every span's words, line ends aside, as a sorted list."""
    return sorted(" ".join(words.split()) for claim in claims for words in claim)


def expected():
    points = (WORK / "a.txt").read_bytes().decode("utf-8")
    [line] = export("jsonl").splitlines()
    claims = json.loads(line)["claims"]
    assert len(claims) >= 3
    parts = ("content", "cue", "source")
    return spans_of([points[s:e] for part in parts for s, e in claim[part]] for claim in claims)


def w3c():
    from pyld import jsonld

    # The terms that are used, as the Web Annotation Vocabulary defines them: nothing is fetched.
    oa, dc, as_ = "http://www.w3.org/ns/oa#", "http://purl.org/dc/terms/", "http://www.w3.org/ns/activitystreams#"
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    term = lambda iri: {"@id": iri, "@type": "@id"}
    words = {name: oa + name for name in ("Annotation", "TextualBody", "TextPositionSelector", "TextQuoteSelector",
                                          "start", "end", "exact", "prefix", "suffix")}
    motivations = {name: oa + name for name in ("tagging", "identifying", "linking", "assessing", "classifying", "commenting", "describing")}
    context = {
        **words, "id": "@id", "type": "@type", "value": rdf + "value", "format": dc + "format",
        "body": term(oa + "hasBody"), "target": term(oa + "hasTarget"), "source": term(oa + "hasSource"),
        "selector": term(oa + "hasSelector"),
        "motivation": {"@id": oa + "motivatedBy", "@type": "@vocab", "@context": motivations},
        "purpose": {"@id": oa + "hasPurpose", "@type": "@vocab", "@context": motivations},
        "creator": term(dc + "creator"), "created": dc + "created", "generator": term(as_ + "generator"),
        "AnnotationPage": as_ + "OrderedCollectionPage", "items": {"@id": as_ + "items", "@container": "@list"},
        "Person": "http://xmlns.com/foaf/0.1/Person", "Software": as_ + "Application", "name": "http://xmlns.com/foaf/0.1/name",
        **motivations,
    }

    def loader(url, _):
        assert url == "http://www.w3.org/ns/anno.jsonld", url
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": {"@version": 1.1, **context}}}

    page = json.loads(export("w3c"))
    [expanded] = jsonld.expand(page, {"documentLoader": loader, "base": "http://example.org/"})
    points = (WORK / "a.txt").read_bytes().decode("utf-8")
    found, links, outlets = [], 0, 0
    for item in expanded[as_ + "items"][0]["@list"]:
        assert item["@type"] == [oa + "Annotation"] and item["@id"].startswith("urn:uuid:"), item
        for target in item[oa + "hasTarget"]:
            selectors = target.get(oa + "hasSelector", [])
            links += not selectors
            if selectors:
                position, quote = selectors
                start, end = (position[oa + name][0]["@value"] for name in ("start", "end"))
                exact = quote[oa + "exact"][0]["@value"]
                assert points[start:end] == exact, (points[start:end], exact)
                assert points[:start].endswith(quote[oa + "prefix"][0]["@value"])
                assert points[end:].startswith(quote[oa + "suffix"][0]["@value"])
                # Outlets are no parts of claims, but linked to them.
                values = [body["http://www.w3.org/1999/02/22-rdf-syntax-ns#value"][0]["@value"] for body in item[oa + "hasBody"]]
                if "outlet" in values:
                    outlets += 1
                    continue
                found.append([exact])
    assert links == len(found) + outlets and outlets
    return spans_of(found)


def brat():
    from bioc import brat

    run("export", "--suggestions", "--engine", "fast", "--format", "brat", "--output", "brat", "a.txt")
    assert "[events]" in (WORK / "brat/annotation.conf").read_text()
    text = (WORK / "brat/a.txt").read_bytes().decode("utf-8")
    lines = (WORK / "brat/a.ann").read_text(encoding="utf-8").splitlines()
    document = brat.loads(text, "\n".join(lines))
    assert document.text == text and len(document.entities) == sum(line.startswith("T") for line in lines)
    found = []
    for entity in document.entities:
        words = " ".join(text[place.begin:place.end] for place in sorted(entity.locations))
        assert words == entity.text, entity
        if entity.type != "Outlet":
            found.append([words])
    assert len(document.events) >= 3
    for event in document.events:
        assert document.get_annotation(event.trigger_id).type == event.type, event
        assert all(document.has_annotation_id(target) for target in event.arguments.values()), event
    assert all(document.has_annotation_id(one.refid) for one in [*document.attributes, *document.notes])
    return spans_of(found)


def prodigy():
    import spacy
    from spacy.tokens import DocBin

    nlp = spacy.blank("en")
    task = json.loads(export("prodigy"))
    doc = nlp.make_doc(task["text"])
    spans = []
    for span in task["spans"]:
        tokens = task["tokens"]
        assert tokens[span["token_start"]]["start"] == span["start"] and tokens[span["token_end"]]["end"] == span["end"]
        made = doc.char_span(span["start"], span["end"], label=span["label"])
        assert made is not None, f"spaCy's own tokens do not fit {span}"
        # Names and outlets are spans of their own, which belong to no claim.
        if "claim" in span:
            spans.append(made)
        else:
            assert span["label"] in ("NAME", "OUTLET"), span
    for relation in task["relations"]:
        assert relation["head"] == relation["head_span"]["token_end"]
    doc.spans["sc"] = spans
    [back] = DocBin().from_bytes(DocBin(docs=[doc], store_user_data=True).to_bytes()).get_docs(nlp.vocab)
    assert back.text == task["text"]
    return spans_of([span.text] for span in back.spans["sc"])


def label_studio():
    from label_studio_sdk.label_interface import LabelInterface

    run("export", "--suggestions", "--engine", "fast", "--format", "label-studio", "--output", "ls", "a.txt")
    interface = LabelInterface((WORK / "ls/label-studio.xml").read_text())
    interface.validate()
    [task] = json.loads((WORK / "ls/a.txt.label-studio.json").read_text(encoding="utf-8"))
    found = []
    for prediction in task["predictions"]:
        errors = interface.validate_prediction(prediction, return_errors=True)
        assert not errors, errors
        for item in prediction["result"]:
            if item["type"] == "labels":
                value = item["value"]
                assert task["data"]["text"][value["start"]:value["end"]] == value["text"]
                if value["labels"] != ["Outlet"]:
                    found.append([value["text"]])
    assert interface.validate_task({"data": task["data"]}) is not False
    return spans_of(found)


def conll():
    import conllu

    text = export("conll")
    fields = next(line for line in text.splitlines() if line.startswith("# columns = ")).split(" = ")[1].lower().split()
    sentences = conllu.parse(text, fields=fields)
    points = (WORK / "a.txt").read_bytes().decode("utf-8")
    found = []
    for claim in (field for field in fields if field not in ("form", "start", "end")):
        open_parts = {}
        for token in (token for sentence in sentences for token in sentence):
            start, end = int(token["start"]), int(token["end"])
            assert points[start:end] == token["form"], token
            for tag in (token[claim] or "O").split("|"):
                # An outlet is no part of the claim.
                if tag[2:] == "Outlet":
                    continue
                if tag[:2] == "B-":
                    open_parts[tag[2:]] = [start, end]
                    found.append(open_parts[tag[2:]])
                elif tag[:2] == "I-":
                    open_parts[tag[2:]][1] = end
    return spans_of([points[start:end]] for start, end in found)


def cas():
    from cassis import load_cas_from_json, load_typesystem

    run("export", "--suggestions", "--engine", "fast", "--format", "cas-json", "--output", "cas", "a.txt")
    with open(WORK / "cas/saidby-layers.xml", "rb") as file:
        layers = load_typesystem(file)
    assert {"claim", "name", "role", "status"} <= {f.name for f in layers.get_type("webanno.custom.Attribution").features}
    cas = load_cas_from_json((WORK / "cas/a.txt.cas.json").read_text(encoding="utf-8"))
    found, relations = [], cas.select("webanno.custom.SaidBy")
    for span in cas.select("webanno.custom.Attribution"):
        if span.role != "outlet":
            found.append([span.get_covered_text()])
    for relation in relations:
        assert relation.Governor.role in ("cue", "content") and relation.Dependent.role, relation
    assert len(relations) >= 3
    # Written again by cassis, it comes back with every claim.
    (WORK / "back.cas.json").write_text(cas.to_json(), encoding="utf-8")
    run("import", "--format", "cas-json", "--annotator", "cas", "--article", "a.txt", "back.cas.json")
    back = json.loads(run("export", "--format", "jsonl", "--annotator", "cas", "a.txt"))["claims"]
    out = json.loads(export("jsonl"))["claims"]
    assert [(c["content"], c["speaker"], c["via"]) for c in back] == [(c["content"], c["speaker"], c["via"]) for c in out]
    (WORK / "a.txt.cas.claims.ron").unlink()
    return spans_of(found)


def spreadsheet():
    """Out to a workbook, edited there, saved as spreadsheets of half of Europe save tables, and back."""
    import csv
    import io

    from openpyxl import Workbook, load_workbook

    rows = list(csv.reader(io.StringIO(export("csv"), newline="")))
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(WORK / "desk.xlsx")
    sheet = load_workbook(WORK / "desk.xlsx").active
    names = [cell.value for cell in sheet[1]]
    column = names.index("speaker") + 1
    sheet.cell(row=2, column=column).value = "Zoë Brontë"
    sheet.cell(row=2, column=names.index("fact_status") + 1).value = "corrected"
    table = [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    score = names.index("score")
    for row in table[1:]:
        row[score] = row[score].replace(".", ",")
    for encoding, delimiter in (("utf-8-sig", ";"), ("utf-16", "\t"), ("utf-8", ",")):
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=delimiter).writerows(table)
        (WORK / "desk.csv").write_bytes(out.getvalue().encode(encoding))
        run("import", "--format", "csv", "--annotator", "sheet", "--article", "a.txt", "desk.csv")
        back = json.loads(run("export", "--format", "jsonl", "--annotator", "sheet", "a.txt"))["claims"]
        assert len(back) == len(table) - 1 and back[0]["speaker"] == "Zoë Brontë" and back[0]["decision"] == "corrected", back[0]
        (WORK / "a.txt.sheet.claims.ron").unlink()


def tables():
    import io

    import pandas

    count = len(json.loads(export("jsonl"))["claims"])
    for format, separator in (("csv", ","), ("tsv", "\t")):
        table = pandas.read_csv(io.StringIO(export(format), newline=""), sep=separator, keep_default_na=False)
        assert len(table) == count and list(table.columns)[:6] == ["id", "article", "paragraph", "start", "end", "claim_text"]
        points = (WORK / "a.txt").read_bytes().decode("utf-8")
        for row in table.itertuples():
            assert points[row.start:row.end].replace("\r\n", "\n") == row.claim_text or " … " in row.claim_text, row


def sarif():
    """The findings of the rules: a model made from the schema reads them, and every region holds its words."""
    from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Log

    (WORK / "b.txt").write_bytes(SOURCES.encode("utf-8"))
    text = run("lint", "--suggestions", "--engine", "fast", "--fail-on", "never", "--format", "sarif", "b.txt")
    log = Log.model_validate_json(text)
    assert log.runs[0].results, "no findings"
    points = SOURCES
    for result in json.loads(text)["runs"][0]["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        words = points[region["charOffset"]:region["charOffset"] + region["charLength"]]
        assert " ".join(words.split()) == region["snippet"]["text"], (words, region)


def main():
    (WORK / "a.txt").write_bytes(ARTICLE.encode("utf-8"))
    wanted = expected()
    for name, reader in (("w3c", w3c), ("brat", brat), ("prodigy", prodigy), ("label-studio", label_studio), ("conll", conll),
                         ("cas-json", cas)):
        found = reader()
        assert found == wanted, f"{name}: {found} instead of {wanted}"
        print(f"{name}: {len(found)} spans as they are")
    tables()
    print("csv, tsv: as they are")
    spreadsheet()
    print("csv through a spreadsheet: as it was edited")
    sarif()
    print("sarif: as its schema asks")


main()
