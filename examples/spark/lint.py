"""House rules inside Spark: every partition of a corpus goes through one process of `saidby lint`.

    spark-submit --files saidby,saidby.lint.ron lint.py INPUT OUTPUT ["./saidby lint --from jsonl --engine fast …"]

INPUT is JSON Lines (a file or folder that Spark can read); OUTPUT becomes a folder of JSON Lines, one line of findings per
record. Prints how many findings each rule has.
"""

import json
import sys
from operator import add

from pyspark.sql import SparkSession

# One job per task: Spark runs one task per core. The rules are those of the nearest saidby.lint.ron.
COMMAND = "./saidby lint --from jsonl --engine fast --jobs 1 -"


def main(given: str, output: str, command: str = COMMAND) -> None:
    spark = SparkSession.builder.appName("saidby lint").getOrCreate()
    # Findings do not end the program with an error; a partition fails only where it could not be read.
    answers = spark.sparkContext.textFile(given).pipe(command, checkCode=True)
    answers.saveAsTextFile(output)
    written = spark.sparkContext.textFile(output).map(json.loads)
    findings = written.flatMap(lambda answer: answer.get("findings", []))
    for rule, count in sorted(findings.map(lambda finding: (finding["rule"], 1)).reduceByKey(add).collect()):
        print(f"{rule}: {count}")
    failed = written.filter(lambda answer: not answer["ok"]).count()
    print(f"{written.count()} answers, {failed} records could not be read")
    spark.stop()


main(*sys.argv[1:])
