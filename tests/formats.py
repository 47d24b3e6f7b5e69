"""The files for other programs, opened by other programs: `python tests/formats.py SITE EDGE…`, each a site built with every format.

SITE is the sample, and each EDGE one of few events or none, of which not everything is asked.

Each check opens a file as its users do, and compares what it sees with what the others see. Nothing of Kharita is asked."""

import json
import subprocess
import sys
import sysconfig
import tempfile
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import frictionless
import geopandas
import jsonschema
import pyarrow.parquet
import yaml

site, *edges = map(Path, sys.argv[1:])
packages = Path(sysconfig.get_path("purelib"))
collection = json.loads((site / "events.geojson").read_text())
events = [feature["properties"] for feature in collection["features"]]
unplaced = json.loads((site / "unplaced.geojson").read_text())["features"]


def check(holds, what):
    """Fails where what is said does not hold."""
    if not holds:
        sys.exit(f"{what}: does not hold")
    print(f"ok  {what}")


def schemas():
    """The files follow the schemas that are published with them, whose own form is right."""
    for name in ["events", "unplaced"]:
        schema = json.loads((site / f"{name}.schema.json").read_text())
        validator = jsonschema.Draft202012Validator
        validator.check_schema(schema)
        held = validator(schema, format_checker=validator.FORMAT_CHECKER)
        file = json.loads((site / f"{name}.geojson").read_text())
        check(not list(held.iter_errors(file)), f"jsonschema: {name}.geojson follows {name}.schema.json")
        for feature in file["features"][:1]:
            feature["properties"]["start"] = "soon"
            feature["properties"]["line" if name == "unplaced" else "radius_m"] = "much"
            check(len(list(held.iter_errors(file))) == 2, f"jsonschema: {name}.schema.json refuses what is wrong")


def geojson_org():
    """Every GeoJSON file follows the schema of geojson.org."""
    schema = Path(sys.prefix) / "node_modules/geojson-schema/FeatureCollection.json"
    validator = jsonschema.Draft7Validator(json.loads(schema.read_text()))
    files = [folder / f"{name}.geojson" for folder in [site, *edges] for name in ["events", "unplaced"]]
    for path in [*files, site / "areas.geojson"]:
        file = json.loads(path.read_text())
        check(not list(validator.iter_errors(file)), f"jsonschema: {path} follows the schema of geojson.org")
    broken = collection | {"features": [feature | {"geometry": {"type": "Point", "coordinates": [1]}} for feature in collection["features"][:1]]}
    check(list(validator.iter_errors(broken)), "jsonschema: the schema of geojson.org refuses what is wrong")


def frames():
    """GeoPandas reads every event from each of the formats, with days as days and the same points."""
    ids = [event["event_id"] for event in events]
    for name in ["events.geojson", "events.geojsonl", "events.gpkg"]:
        layer = {"layer": "events"} if name.endswith("gpkg") else {}
        frame = geopandas.read_file(site / name, **layer)
        check(list(frame.event_id) == ids, f"geopandas: every event of {name}, in its order")
        check(frame.crs.to_epsg() == 4326, f"geopandas: {name} is in WGS 84")
        days = frame.start.dropna().astype(str).str[:10]
        check(list(days) == [e["start"] for e in events if e["start"]], f"geopandas: the days of {name}")
        points = [[point.x, point.y] for point in frame.geometry]
        told = [feature["geometry"]["coordinates"] for feature in collection["features"]]
        check(points == told, f"geopandas: the points of {name}")
        titles = [event["title_ar"] for event in events]
        check(list(frame.title_ar) == titles, f"geopandas: the Arabic of {name}")
    areas = geopandas.read_file(site / "areas.geojson")
    check(areas.is_valid.all() and list(areas.event_id) == ids, "geopandas: areas.geojson has a valid area for each event")
    frame = geopandas.read_file(site / "events.gpkg", layer="events")
    check(areas.contains(frame.geometry).all(), "geopandas: each area holds the point of its event")
    reports = geopandas.read_file(site / "events.gpkg", layer="reports")
    check(reports.geometry.isna().sum() == len(unplaced), "geopandas: reports without a place have no geometry")


def conversions():
    """GDAL makes GeoPackage and FlatGeobuf of the GeoJSON without a word, and nothing is lost on the way."""
    with tempfile.TemporaryDirectory() as folder:
        for driver, ending in [("GPKG", "gpkg"), ("FlatGeobuf", "fgb")]:
            out = f"{folder}/events.{ending}"
            command = ["ogr2ogr", "-f", driver, out, str(site / "events.geojson")]
            run = subprocess.run(command, capture_output=True, text=True)
            check(run.returncode == 0 and not run.stderr, f"ogr2ogr: to {driver} {run.stderr}")
            frame = geopandas.read_file(out).sort_values("event_id")
            told = sorted(events, key=lambda event: event["event_id"])
            for column in ["event_id", "title_ar", "evidence", "radius_m", "killed_low"]:
                seen = [None if cell != cell else cell for cell in frame[column]]
                check(seen == [event[column] for event in told], f"ogr2ogr: {column} in {driver}")


def queries():
    """DuckDB sees the same rows in GeoJSON, CSV and the sequence, with the types of the contract."""
    def ask(query):
        return duckdb.sql(query).fetchall()

    csv = f"read_csv('{site}/events.csv', sample_size=-1)"
    check(ask(f"SELECT count(*) FROM {csv}")[0][0] == len(events), "duckdb: every row of events.csv")
    seen = {name: of for name, of, *_ in ask(f"DESCRIBE SELECT * FROM {csv}")}
    wanted = {"event_id": "VARCHAR", "start": "DATE", "end": "DATE", "radius_m": "BIGINT", "covered": "BOOLEAN", "lon": "DOUBLE"}
    check({name: seen[name] for name in wanted} == wanted, "duckdb: the types of events.csv")
    evidence = [event["evidence"] for event in events]
    check([row[0] for row in ask(f"SELECT evidence FROM {csv}")] == evidence, "duckdb: the sentences of events.csv as they are")
    reports = f"read_csv('{site}/reports.csv', sample_size=-1)"
    query = f"SELECT count(*) FROM {reports} WHERE event_id NOT IN (SELECT event_id FROM {csv})"
    check(ask(query)[0][0] == 0, "duckdb: every report is of an event of events.csv")
    placed = sum(event["report_count"] for event in events)
    check(ask(f"SELECT count(event_id), count(*) FROM {reports}")[0] == (placed, placed + len(unplaced)), "duckdb: every report")


def columns():
    """GeoParquet: each file is valid, and GeoPandas and DuckDB read the same rows in it, with the types of the contract."""
    for folder in [site, *edges]:
        file = folder / "events.parquet"
        run = subprocess.run([Path(sys.executable).with_name("geoparquet-validator"), "check", file], capture_output=True, text=True)
        check(run.returncode == 0 and "FAIL" not in run.stdout, f"geoparquet-validator: {file} {run.stderr}")
        told = json.loads((folder / "events.geojson").read_text())
        features, rows = told["features"], [feature["properties"] for feature in told["features"]]
        geo = json.loads(pyarrow.parquet.read_metadata(file).metadata[b"geo"])
        check(geo["columns"]["geometry"].get("bbox") == told.get("bbox"), f"pyarrow: the box of {file}")
        frame = geopandas.read_parquet(file)
        check(frame.crs.to_authority() == ("OGC", "CRS84"), f"geopandas: {file} is in longitude and latitude of WGS 84")
        points = [[point.x, point.y] for point in frame.geometry]
        check(points == [feature["geometry"]["coordinates"] for feature in features], f"geopandas: the points of {file}")
        check(list(frame.title_ar) == [row["title_ar"] for row in rows], f"geopandas: the Arabic of {file}")
        table = duckdb.sql(f"FROM '{file}'")
        seen = dict(zip(table.columns, map(str, table.types)))
        wanted = {"event_id": "VARCHAR", "start": "DATE", "radius_m": "BIGINT", "covered": "BOOLEAN", "generalised_deg": "DOUBLE", "geometry": "GEOMETRY('OGC:CRS84')"}
        check({name: seen[name] for name in wanted} == wanted, f"duckdb: the types of {file}")
        plain = [{name: cell.isoformat() if isinstance(cell, date) else cell for name, cell in zip(table.columns, row)} for row in table.fetchall()]
        check([{name: row[name] for name in told} for row, told in zip(plain, rows)] == rows, f"duckdb: every cell of {file}")


def markup():
    """KML and the feeds follow their schemas, which refuse what is wrong; a feed names each entry once."""
    schema = packages / "fastkml/schema/ogckml22.xsd"
    grammar = Path(__file__).with_name("atom.rng")

    def follows(rules, text):
        return subprocess.run(["xmllint", "--noout", "--nonet", *rules, "-"], input=text, capture_output=True).returncode == 0

    for folder in [site, *edges]:
        kml = (folder / "events.kml").read_bytes()
        check(follows(["--schema", schema], kml), f"xmllint: {folder}/events.kml follows the schema of the OGC")
    kml = (site / "events.kml").read_bytes()
    check(not follows(["--schema", schema], kml.replace(b"<begin>", b"<begin>soon")), "xmllint: the schema of KML refuses what is wrong")
    for name in ["feed.xml", "feed.ar.xml"]:
        feed = (site / name).read_bytes()
        check(follows(["--relaxng", grammar], feed), f"xmllint: {name} follows RFC 4287")
        check(not follows(["--relaxng", grammar], feed.replace(b"T00:00:00Z", b"")), "xmllint: the grammar of feeds refuses what is wrong")
        tree = ElementTree.fromstring(feed)
        ids = [entry.findtext("{*}id") for entry in tree.iterfind("{*}entry")]
        check(ids and len(set(ids)) == len(ids), f"{name}: each entry has an id of its own")


def citation():
    """CITATION.cff follows the schema of its format."""
    validator = jsonschema.Draft7Validator(json.loads((packages / "cffconvert/schemas/1.2.0/schema.json").read_text()))
    told = yaml.load((site / "CITATION.cff").read_text(), yaml.BaseLoader)
    check(not list(validator.iter_errors(told)), "jsonschema: CITATION.cff follows its schema")
    check(list(validator.iter_errors(told | {"license": "my own"})), "jsonschema: the schema of citations refuses what is wrong")


def package():
    """Frictionless holds the tables against their schemas, keys, sizes and sums."""
    report = frictionless.validate(str(site / "datapackage.json"))
    check(report.valid, f"frictionless: datapackage.json {report.flatten(['type', 'note'])}")


for part in [schemas, geojson_org, frames, conversions, queries, columns, markup, citation, package]:
    part()
