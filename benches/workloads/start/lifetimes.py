import duckdb
import lifetimes  # noqa: F401: importing it is what is measured


def rows():
    return duckdb.sql("SELECT 1").fetchall()
