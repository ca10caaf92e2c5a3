"""saidby inside Spark as a program: every partition of a corpus goes through one process of it.

    spark-submit --files saidby pipe.py INPUT OUTPUT ["./saidby extract --from jsonl --engine fast …"]

INPUT is JSON Lines (a file or folder that Spark can read); OUTPUT becomes a folder of JSON Lines, one answer per record.
"""

import json
import sys

from pyspark.sql import SparkSession

# One job per task: Spark runs one task per core.
COMMAND = "./saidby extract --from jsonl --engine fast --jobs 1 --progress never -"


def main(given: str, output: str, command: str = COMMAND) -> None:
    spark = SparkSession.builder.appName("saidby pipe").getOrCreate()
    records = spark.sparkContext.textFile(given)
    # checkCode: a partition fails, and is tried again, if the program ends with an error.
    answers = records.pipe(command, checkCode=True)
    answers.saveAsTextFile(output)
    # A record that cannot be read is an answer, too; it does not fail the job.
    written = spark.sparkContext.textFile(output)
    failed = written.filter(lambda line: not json.loads(line)["ok"]).count()
    print(f"{written.count()} answers, {failed} records could not be read")
    spark.stop()


main(*sys.argv[1:])
