"""Compares the workbooks of reports with their JSON. Needs openpyxl; `run` gives it a Python that has it.

Usage: workbooks.py FOLDER [--soffice PATH]

For each NAME.json of the folder NAME.xlsx is read. With LibreOffice the workbooks are read a second time as it
understands them. Prints a line a check; ends with 1 if anything is wrong.
"""

import argparse
import datetime
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile
import warnings
import zipfile
from xml.etree import ElementTree

import openpyxl
from openpyxl.utils.escape import unescape

NO_CHART_OF_EXCEL = {"heatmap", "sankey", "box"}
NOT_FINITE = {"NaN", "Infinity", "-Infinity", "inf", "-inf"}
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
FORBIDDEN_IN_NAMES = set("[]:*?/\\")


def is_close(found, wanted):
    """Whether two numbers are the same but for the last digits of a double."""
    return math.isclose(found, wanted, rel_tol=1e-12, abs_tol=0.0)


def boolean_formula(value):
    """How LibreOffice writes true and false."""
    return f"={str(value).upper()}()"


def is_same(cell, wanted, type_name):
    """Whether a cell is the value that the JSON has."""
    found = cell.value
    if wanted is None:
        # JSON has no numbers that are not finite; the workbook has their names.
        return found is None or (type_name in ("DOUBLE", "FLOAT", "REAL") and found in NOT_FINITE)
    if isinstance(wanted, bool):
        return found is wanted or found == boolean_formula(wanted)
    if isinstance(wanted, (int, float)):
        if isinstance(found, str):
            # Excel keeps 15 digits: whole numbers with more are texts.
            return abs(wanted) > 999_999_999_999_999 and found == str(wanted)
        return isinstance(found, (int, float)) and not isinstance(found, bool) and is_close(found, wanted)
    if isinstance(found, datetime.datetime):
        moment = datetime.datetime.fromisoformat(wanted.removesuffix("Z"))
        return abs(found - moment) <= datetime.timedelta(milliseconds=1)
    if isinstance(wanted, (dict, list)):
        return isinstance(found, str) and found != ""
    if wanted == "":
        return found in (None, "")
    # Excel's calendar begins in 1900 and counts from 1901 as others do: what is before is a text.
    is_day = type_name in ("DATE", "TIMESTAMP") and 1901 <= int(wanted[:4]) <= 9999
    return not is_day and isinstance(found, str) and cell.data_type == "s" and wanted in (found, unescape(found))


def rows_differ(sheet, block):
    """What differs between a sheet and the rows of its block."""
    types = {column["name"]: column["type"] for column in block["columns"]}
    names = []
    while (name := sheet.cell(1, len(names) + 1).value) is not None:
        names.append(unescape(name))
    unknown = [name for name in names if name not in types]
    if unknown or not names:
        return f"its columns are {names}, and those of the block {list(types)}"
    for row, values in enumerate(block["rows"], start=2):
        for column, name in enumerate(names, start=1):
            cell = sheet.cell(row, column)
            if not is_same(cell, values[name], types[name]):
                return f"{cell.coordinate} is {cell.value!r}, and {name} there {values[name]!r}"
    below = [sheet.cell(len(block["rows"]) + 2, column) for column in range(1, len(names) + 1)]
    more = [cell.coordinate for cell in below if cell.value is not None]
    return f"there is more below the rows: {more}" if more else None


def check_rows(book, blocks):
    """The sheets and the rows of the blocks are the same, and no cell is a formula."""
    sheets = book.worksheets[1:]
    if len(sheets) != len(blocks):
        yield f"{len(sheets)} sheets, and {len(blocks)} blocks"
        return
    for sheet, block in zip(sheets, blocks):
        difference = rows_differ(sheet, block)
        if difference:
            yield f"'{sheet.title}': {difference}"
    for sheet in book.worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        formulas = [cell.coordinate for cell in cells if cell.value not in (boolean_formula(True), boolean_formula(False))]
        if formulas:
            yield f"'{sheet.title}' has formulas at {formulas}"


def check_names(book, blocks):
    """The names of sheets are such as Excel takes, and tell which block it is; the cover leads to each."""
    names = book.sheetnames
    if names[0] != "Report" or len({name.lower() for name in names}) != len(names):
        yield f"the names of the sheets are {names}"
    for name, block in zip(names[1:], blocks):
        if not 1 <= len(name.encode("utf-16-le")) // 2 <= 31 or FORBIDDEN_IN_NAMES & set(name):
            yield f"'{name}' is not a name of a sheet"
        number = block["kpis"][0]["label"] if block.get("kpis") else block["id"]
        title = block.get("title") or block.get("section") or number
        if re.fullmatch(r"[\w ,.-]{1,28}", title) and re.sub(r" \d+$", "", name) not in (title, re.sub(r" \d+$", "", title)):
            yield f"'{name}' is the sheet of '{title}'"
    links = [cell.hyperlink for row in book.worksheets[0].iter_rows() for cell in row if cell.hyperlink]
    places = [link.location for link in links]
    if any(link.target for link in links) or len(places) != len(blocks):
        yield f"the cover has the links {places}"
    wanted = ["'{}'!A1".format(name.replace("'", "''")) for name in names[1:]]
    if places != wanted:
        yield f"the cover leads to {places}, not to {wanted}"


def numbers_of(picture):
    """The numbers that a chart shows, those of each series."""
    kind = picture["kind"]
    if kind == "bar":
        return [[value for value in series["values"] if value is not None] for series in picture["series"]]
    if kind == "line":
        lines = [[point["y"] for piece in series["pieces"] for point in piece] for series in picture["series"]]
        bands = [[end for piece in series["band"] for end in piece] for series in picture["series"] if series["band"]]
        return lines + [[end[side] for end in band] for side in ("low", "high") for band in bands]
    if kind == "scatter":
        return [[point["y"] for point in series["points"]] for series in picture["series"]]
    parts = {"pie": ("slices", "value"), "funnel": ("steps", "count"), "histogram": ("bins", "count")}
    items, key = parts[kind]
    return [[item[key] for item in picture[items]]]


def cells_of(book, reference):
    """The cells that a reference like 'Sheet'!$A$1:$A$9 means; None if it is none."""
    match = re.fullmatch(r"(?:'((?:[^']|'')+)'|([\w.]+))!(\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?)", reference)
    if not match:
        return None
    name = (match[1] or match[2]).replace("''", "'")
    if name not in book.sheetnames:
        return None
    found = book[name][match[3].replace("$", "")]
    return [cell for row in found for cell in row] if isinstance(found, tuple) else [found]


def check_charts(archive, book, blocks):
    """Each picture that Excel can draw is a chart over cells with its numbers, and none takes a name for a formula."""
    parts = [name for name in archive.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
    parts.sort(key=lambda name: int(re.search(r"\d+", name)[0]))
    pictures = [block["chart"]["picture"] for block in blocks if "chart" in block]
    pictures = [picture for picture in pictures if picture["kind"] not in NO_CHART_OF_EXCEL]
    if len(parts) != len(pictures):
        yield f"{len(parts)} charts, and {len(pictures)} pictures that Excel can draw"
        return
    for part, picture in zip(parts, pictures):
        yield from (f"{part}, {picture['kind']}: {problem}" for problem in chart_differs(archive.read(part), book, picture))


def chart_differs(part, book, picture):
    """What differs between a chart of a workbook and its picture."""
    chart = ElementTree.fromstring(part)
    for reference in chart.iter(f"{CHART}f"):
        if cells_of(book, reference.text) is None:
            yield f"it refers to {reference.text}"
            return
    found = []
    for series in chart.iter(f"{CHART}ser"):
        values = next(part for part in series if part.tag in (f"{CHART}val", f"{CHART}yVal"))
        cells = cells_of(book, values.find(f".//{CHART}f").text)
        found.append([cell.value for cell in cells if cell.value is not None])
    wanted = numbers_of(picture)
    if len(found) != len(wanted):
        yield f"{len(found)} series, not {len(wanted)}"
    for own, other in zip(found, wanted):
        if len(own) != len(other) or not all(map(is_close, own, other)):
            yield f"its numbers are {own[:9]}, not {other[:9]}"
    kinds = ("catAx", "dateAx", "valAx")
    direction = lambda axis: axis.find(f"{CHART}scaling/{CHART}orientation").get("val")
    axes = [(kind, direction(axis)) for kind in kinds for axis in chart.iter(CHART + kind)]
    if picture.get("horizontal") or picture["kind"] == "funnel":
        if axes != [("catAx", "maxMin"), ("valAx", "minMax")]:
            yield "its bars do not run from left to right, the first at the top"
    elif any(found != "minMax" for _, found in axes):
        yield "an axis is reversed"
    days = [place for kind in picture.get("series", []) for piece in kind.get("pieces", []) for place in piece]
    if any(kind == "dateAx" for kind, _ in axes) and any(point["x"] % 86_400 for point in days):
        yield "its axis has days, and its points times of the day"


def converted(books, folder, soffice):
    """The workbooks as LibreOffice writes them, in another folder."""
    profile = (folder / "profile").as_uri()
    command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir", folder, *books]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
    return folder


def tell(name, problems):
    """Prints a check and gives how many problems it has."""
    problems = list(problems)
    print(f"{'WRONG ' if problems else 'ok    '} {name}", *problems[:5], sep="\n       ")
    return len(problems)


def main():
    """Checks all workbooks of a folder."""
    # Charts are read below, and not by openpyxl, which does not know all that LibreOffice writes.
    warnings.filterwarnings("ignore", module="openpyxl")
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--soffice")
    arguments = parser.parse_args()
    files = sorted(arguments.folder.glob("*.json"))
    reports = {path.stem: json.loads(path.read_text(encoding="utf-8"))["blocks"] for path in files}
    paths = {name: arguments.folder / f"{name}.xlsx" for name in reports}
    problems = 0
    for name, blocks in reports.items():
        with zipfile.ZipFile(paths[name]) as archive:
            book = openpyxl.load_workbook(paths[name])
            problems += tell(f"{name}: the cells of the workbook are the values of the report", check_rows(book, blocks))
            problems += tell(f"{name}: the sheets are named, and led to", check_names(book, blocks))
            problems += tell(f"{name}: the charts of the workbook", check_charts(archive, book, blocks))
    if not arguments.soffice:
        print("skip   LibreOffice is not here: the workbooks are not read by it")
        sys.exit(1 if problems else 0)
    with tempfile.TemporaryDirectory() as folder:
        folder = converted(paths.values(), pathlib.Path(folder), arguments.soffice)
        for name, blocks in reports.items():
            book = openpyxl.load_workbook(folder / f"{name}.xlsx")
            problems += tell(f"{name}: LibreOffice reads the same cells", check_rows(book, blocks))
    sys.exit(1 if problems else 0)


main()
