"""Describes every column of a CSV file in report.md and summary.json.

Upload a CSV file with the run. Parameters arrive as environment variables, uploaded files lie in the
working directory, and whatever is written there can be downloaded from the run's page.
"""

import csv
import io
import json
import os
import statistics
import sys
from collections import Counter
from pathlib import Path

SAMPLE = """city,product,amount
Oslo,tea,12.50
Lima,coffee,7.25
Oslo,coffee,3.00
Hanoi,tea,
Lima,tea,9.75
"""


def choose_file() -> Path:
    """The file named by INPUT_FILE, else the first CSV file, else a sample made on the spot."""
    name = os.environ.get("INPUT_FILE", "").strip()
    uploads = sorted(path for path in Path.cwd().iterdir() if path.suffix.lower() == ".csv")
    if name:
        path = Path(name)
        if not path.is_file():
            found = ", ".join(upload.name for upload in uploads) or "none"
            sys.exit(f"There is no file {name!r}. CSV files of this run: {found}.")
        return path
    if uploads:
        return uploads[0]
    sample = Path("sample.csv")
    sample.write_text(SAMPLE, encoding="utf-8")
    print("No CSV file was uploaded, so this run uses a small sample of its own.")
    return sample


def read_rows(path: Path) -> tuple[list[str], list[list[str]]]:
    """The header and the rows; rows that are too short are filled with empty cells."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        print(f"{path.name} is not UTF-8; reading it as Latin-1.", file=sys.stderr)
        text = data.decode("latin-1")
    try:
        dialect = csv.Sniffer().sniff(text[:8192], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), dialect) if row]
    if not rows:
        sys.exit(f"{path.name} is empty: a header line is needed.")
    header, *body = rows
    return header, [row + [""] * (len(header) - len(row)) for row in body]


def as_number(text: str) -> float | None:
    """The number a cell holds, with a decimal point or comma; None for anything else."""
    try:
        number = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


def describe(cells: list[str], top: int) -> dict:
    """The facts about one column."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    facts = {"filled": len(filled), "empty": len(cells) - len(filled)}
    numbers = [number for number in map(as_number, filled) if number is not None]
    if filled and len(numbers) == len(filled):
        return facts | {
            "kind": "number",
            "min": min(numbers),
            "max": max(numbers),
            "mean": round(statistics.fmean(numbers), 4),
            "sum": round(sum(numbers), 4),
        }
    counts = Counter(filled)
    return facts | {"kind": "text", "distinct": len(counts), "top": dict(counts.most_common(top))}


def report(name: str, row_count: int, columns: dict[str, dict]) -> str:
    """The facts as Markdown."""
    lines = [
        f"# {name}",
        "",
        f"{row_count} rows, {len(columns)} columns.",
        "",
        "| Column | Kind | Filled | Empty | Facts |",
        "| --- | --- | ---: | ---: | --- |",
    ]
    for column, facts in columns.items():
        if facts["kind"] == "number":
            words = f"{facts['min']:g} to {facts['max']:g}, mean {facts['mean']:g}, sum {facts['sum']:g}"
        else:
            top = ", ".join(f"{value} ({count})" for value, count in facts["top"].items())
            words = f"{facts['distinct']} distinct: {top}" if top else "no values"
        cells = [column, facts["kind"], str(facts["filled"]), str(facts["empty"]), words]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def main() -> None:
    path = choose_file()
    header, rows = read_rows(path)
    top = int(os.environ.get("TOP_VALUES", "3"))
    columns = {}
    for index, title in enumerate(header):
        # a title may be missing or appear twice, but every column counts
        name = title.strip() or f"column {index + 1}"
        if name in columns:
            name = f"{name} ({index + 1})"
        columns[name] = describe([row[index] for row in rows], top)
    markdown = report(path.name, len(rows), columns)
    Path("report.md").write_text(markdown, encoding="utf-8")
    summary = {"file": path.name, "rows": len(rows), "columns": columns}
    Path("summary.json").write_text(json.dumps(summary, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(markdown)
    print("Wrote report.md and summary.json.")


if __name__ == "__main__":
    main()
