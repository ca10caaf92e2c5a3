"""saidby inside Spark as a Python package: a DataFrame of texts becomes a DataFrame of claims.

    spark-submit map_in_arrow.py INPUT OUTPUT [ENGINE]

INPUT is JSON Lines with `id` and `text`; OUTPUT becomes a folder of Parquet files, one row per claim.
"""

import sys

from pyspark.sql import SparkSession, functions

import saidby.spark


def main(given: str, output: str, engine: str = "fast") -> None:
    spark = SparkSession.builder.appName("saidby mapInArrow").getOrCreate()
    articles = spark.read.schema("id string, text string, publisher string, date string").json(given)
    claims = saidby.spark.extract(articles, engine=engine, rows="claims")
    claims.write.parquet(output)
    loudest = spark.read.parquet(output).groupBy("speaker").agg(functions.count("*").alias("claims"))
    for row in loudest.orderBy(functions.desc("claims"), "speaker").limit(5).collect():
        print(f"{row.speaker or 'unattributed'}: {row.claims} claims")
    spark.stop()


main(*sys.argv[1:])
