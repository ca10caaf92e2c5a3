"""Takes an export through doccano itself: its import, its database, its export, and back.

    python doccano.py SAIDBY WORK

Needs doccano 1.8.4 (doccano.txt). Two projects share a database, so that the spans of the second have other keys than
they went out with; a third one has no relations. Each claim must come back with its own speaker and outlets. Then a
span is changed in the database, as an annotator does, and only that claim may differ.
"""

import glob
import json
import os
import sys
import zipfile
from pathlib import Path

import program

SAIDBY, WORK = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
ARTICLE = (
    "Ferry stops over cracked hull\n\nHarbour master Ana Diaz said on Monday that the hull was cracked. “Nobody will board it,” "
    "she said.\n\nThe operator, Bo Ek, told the Port Vell Herald that the ferry 🚢 would sail in May.\n\n"
    "“It is safe,” Ek said.\n\nThe mayor, Cy Lund, denied that there was any danger, Coastal News reported.\n"
)


def run(*arguments):
    return program.run(SAIDBY, *arguments, cwd=WORK).stdout.decode("utf-8")


def claims(annotator):
    [line] = run("export", "--format", "jsonl", "--annotator", annotator, "a.txt").splitlines()
    return {claim["id"]: claim for claim in json.loads(line)["claims"]}


def prepare():
    """doccano with an empty database in the folder."""
    import backend

    sys.path.insert(0, str(Path(backend.__file__).parent))
    os.environ.update(
        DJANGO_SETTINGS_MODULE="config.settings.development",
        DATABASE_URL=f"sqlite:///{WORK}/doccano.sqlite",
        DEBUG="False",
        SECRET_KEY="test",
    )
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.MEDIA_ROOT = str(WORK / "media")
    call_command("migrate", verbosity=0)
    from roles.models import Role

    for name in ("project_admin", "annotator", "annotation_approver"):
        Role.objects.get_or_create(name=name)
    from django.contrib.auth import get_user_model

    return get_user_model().objects.create_superuser("ada", "ada@desk.example", "x")


def through(user, name, relations):
    """A project with the exported article; gives the project, and a function that exports it again."""
    from data_export.celery_tasks import export_dataset
    from data_import.datasets import load_dataset
    from data_import.pipeline.catalog import RELATION_EXTRACTION, create_file_format
    from data_import.pipeline.readers import FileName
    from projects.models import ProjectType, SequenceLabelingProject

    project = SequenceLabelingProject.objects.create(
        name=name, description="-", created_by=user, project_type=ProjectType.SEQUENCE_LABELING,
        collaborative_annotation=True, allow_overlapping=True, use_relation=relations,
    )
    path = str(WORK / "a.doccano.jsonl")
    dataset = load_dataset(
        RELATION_EXTRACTION, create_file_format("JSONL"), [FileName(path, path, "a.doccano.jsonl")], project,
        encoding="utf_8", column_data="text", column_label="label",
    )
    dataset.save(user)
    assert not list(dataset.errors), [error.dict() for error in dataset.errors]

    def back():
        with zipfile.ZipFile(export_dataset(project.pk, "JSONL")) as archive:
            return archive.read(next(name for name in archive.namelist() if name.endswith(".jsonl")))

    return project, back


def taken(data, annotator):
    (WORK / "back.jsonl").write_bytes(data)
    run("import", "--format", "doccano", "--annotator", annotator, "--article", "a.txt", "back.jsonl")
    return claims(annotator)


def same(one, other, why):
    assert one.keys() == other.keys(), (why, one.keys(), other.keys())
    for name, claim in one.items():
        for field in ("speaker", "via", "content", "cue", "source", "decision", "kind", "class"):
            assert claim[field] == other[name][field], (why, name, field, claim[field], other[name][field])


def main():
    (WORK / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (WORK / "a.txt.mw.claims.ron").write_text(run("extract", "--engine", "fast", "--format", "ron", "a.txt"), encoding="utf-8")
    wanted = claims("mw")
    assert len(wanted) >= 4 and len({claim["speaker"] for claim in wanted.values()}) >= 3, wanted
    (WORK / "a.doccano.jsonl").write_text(run("export", "--format", "doccano", "--annotator", "mw", "a.txt"), encoding="utf-8")
    user = prepare()
    for name, relations in (("first", True), ("second", True), ("third", False)):
        project, back = through(user, name, relations)
        same(wanted, taken(back(), name), name)
    print(f"doccano: {len(wanted)} claims as they were, in three projects")
    # An annotator moves the content of one claim by a word.
    project, back = through(user, "fourth", True)
    from labels.models import Span

    content = Span.objects.filter(example__project=project, label__text="CONTENT").order_by("start_offset").first()
    content.end_offset -= 1
    content.save()
    changed = taken(back(), "fourth")
    differ = [name for name, claim in changed.items() if claim["content"] != wanted[name]["content"]]
    assert len(differ) == 1 and changed[differ[0]]["decision"] == "corrected", differ
    for name, claim in changed.items():
        assert claim["speaker"] == wanted[name]["speaker"], (name, claim["speaker"])
    print("doccano: one claim changed there, and only that one here")


main()
