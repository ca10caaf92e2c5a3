"""From the network's scores to attributions."""

import json

import numpy as np
import torch

import crf
from articles import QUOTE_INSIDE, RELATION_TAGS, TAG, TAGS, Attribution, cue_window, distance_bucket, scoring_windows
from model import Batch

CUE_TAGS = (TAG["B-C"], TAG["I-C"])


class Scored:
    """An article with the tagger's scores and the hidden states in which each of its units was scored."""

    def __init__(self, article):
        self.article = article
        self.emissions = np.zeros((len(article), len(TAGS)))
        self.hidden = [None] * len(article.units)
        """For every unit: the window's hidden states and the row of each word."""
        self.starts = np.array([a for a, _ in article.units] + [len(article)])


def score(network, articles, wordpiece, batch_size=12, bfloat16=False):
    network.eval()
    scored = {id(article): Scored(article) for article in articles}
    longest = network.shape.window
    jobs = [(article, units, wanted) for article in articles for units, wanted in scoring_windows(article, longest)]
    jobs.sort(key=lambda job: sum(job[0].unit_pieces[unit] for unit in job[1]))
    pieces = 0
    with torch.inference_mode():
        for at in range(0, len(jobs), batch_size):
            part = jobs[at : at + batch_size]
            batch = Batch([job[:2] for job in part], wordpiece)
            hidden = batch.encode(network, lambda x: x, bfloat16)
            emissions = network.tagger(hidden).cpu().numpy()
            pieces += batch.size
            first = 0
            for (article, _, wanted), words, place in zip(part, batch.words, batch.place):
                one = scored[id(article)]
                own = hidden[first : first + len(words)]
                for unit in wanted:
                    a, z = article.units[unit]
                    at_row = first + place[a]
                    one.emissions[a:z] = emissions[at_row : at_row + z - a]
                    one.hidden[unit] = (own, place)
                first += len(words)
    return list(scored.values()), pieces


def cues_of(tags, paragraphs):
    """Runs of cue tags, cut at B and at paragraphs."""
    cues = []
    for i, tag in enumerate(tags):
        if tag not in CUE_TAGS:
            continue
        goes_on = tag == CUE_TAGS[1] and cues and cues[-1][-1] == i - 1 and paragraphs[i] == paragraphs[i - 1]
        if goes_on:
            cues[-1].append(i)
        else:
            cues.append([i])
    return cues


def relation_scores(network, one, cues):
    """For every cue: the words around it and the relation tags' scores."""
    article, found = one.article, []
    with torch.inference_mode():
        for cue in cues:
            hidden, place = one.hidden[article.unit_of[cue[0]]]
            seen_cue = [i for i in cue if i in place]
            start, end = cue_window(article, cue)
            words = [i for i in range(start, end) if i in place]
            rows = torch.tensor([place[i] for i in words])
            cue_state = hidden[[place[i] for i in seen_cue]].mean(0, keepdim=True)
            cue_words = set(seen_cue)
            buckets = torch.tensor([distance_bucket(i, seen_cue, cue_words) for i in words])
            one_cue = torch.zeros(len(words), dtype=torch.long)
            scores = network.relations(hidden, *(x.to(hidden.device) for x in (rows, cue_state, one_cue, buckets)))
            found.append((words, scores.cpu().numpy().astype(np.float64)))
    return found


def merge_parts(attributions, sentences):
    """Joins the parts of a discontiguous cue ("accused ... of"): neighbours of one sentence with nearly one content."""
    merged = []
    for a in attributions:
        for b in reversed(merged[-3:]):
            if sentences[a.cue[0]] != sentences[b.cue[0]] or not a.content or not b.content:
                continue
            shared = len(set(a.content) & set(b.content))
            if 2 * shared >= 0.8 * (len(a.content) + len(b.content)):
                b.cue = sorted(b.cue + a.cue)
                cue = set(b.cue)
                longer = max((b.content, a.content), key=len)
                b.content = [i for i in longer if i not in cue]
                b.source = b.source or [i for i in a.source if i not in cue]
                break
        else:
            merged.append(a)
    return merged


def decode(network, one, outside_bias=0.0):
    """The attributions of one scored article, cue by cue."""
    transitions, relation_transitions = network.tables()
    emissions = one.emissions.copy()
    emissions[:, 0] += outside_bias
    tags = crf.best_path(emissions, one.starts, transitions)
    cues = cues_of(tags, one.article.paragraphs)
    found = []
    for cue, (words, scores) in zip(cues, relation_scores(network, one, cues)):
        relation = crf.best_path(scores, np.array([0, len(words)]), relation_transitions)
        own = set(cue)
        source = [i for i, tag in zip(words, relation) if tag in (1, 2) and i not in own]
        content = [i for i, tag in zip(words, relation) if tag >= 3 and i not in own]
        if content:
            found.append(Attribution(source, cue, content))
    return merge_parts(found, one.article.sentences)


def spans(article, words):
    """Words as ranges of code points; neighbours are joined unless a paragraph lies between."""
    out, last = [], None
    for i in sorted(words):
        if last == i - 1 and article.paragraphs[i] == article.paragraphs[last]:
            out[-1][1] = article.ends[i]
        else:
            out.append([article.starts[i], article.ends[i]])
        last = i
    return out


def kind(article, words):
    inside = [article.quotes[i] == QUOTE_INSIDE for i in words if any(c.isalnum() for c in article.words[i])]
    return "direct" if inside and all(inside) else "mixed" if any(inside) else "indirect"


def write_system(path, predictions):
    """The scorer's input: (article, attributions) as JSON lines."""
    with open(path, "w", encoding="utf-8") as out:
        for article, attributions in predictions:
            rows = [
                {
                    "kind": kind(article, a.content),
                    "source": spans(article, a.source),
                    "cue": spans(article, a.cue),
                    "content": spans(article, a.content),
                    "score": round(float(a.confidence), 4),
                }
                for a in attributions
            ]
            out.write(json.dumps({"path": article.name + ".txt", "attributions": rows}) + "\n")


assert RELATION_TAGS[1:] == ("B-S", "I-S", "B-T", "I-T")
