"""The GeoPackage and the project in QGIS, without a screen: `python3 tests/open_in_qgis.py SITE PICTURE.png`, where SITE was built with
`--format all` and Debian's `python3-qgis` and `qgis-providers` are installed. Too heavy for every run of the tests.

Checks that the layers load, with their styles and days, and draws what a user sees, to be looked at."""

import csv
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import Qgis, QgsApplication, QgsMapRendererParallelJob, QgsMapSettings, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

site, picture = sys.argv[1:3]
QgsApplication.setPrefixPath(os.environ.get("QGIS_PREFIX_PATH", "/usr"), True)
application = QgsApplication([], False)
application.initQgis()


def check(holds, what):
    """Fails where what is said does not hold."""
    if not holds:
        sys.exit(f"{what}: does not hold")
    print(f"ok  {what}")


def looks(layer, rows):
    """A layer is as its table, has a category for each kind, and follows the temporal controller."""
    name = layer.name()
    check(layer.isValid() and layer.featureCount() == rows, f"{name}: {rows} rows")
    check(layer.crs().authid() == "EPSG:4326", f"{name}: WGS 84")
    renderer = layer.renderer().embeddedRenderer()
    check(renderer.type() == "categorizedSymbol" and len(renderer.categories()) > 0, f"{name}: a category for each kind")
    temporal = layer.temporalProperties()
    fields = (temporal.startField(), temporal.endField())
    check(temporal.isActive() and fields == ("start", "end"), f"{name}: the temporal controller reads start and end")


print(Qgis.QGIS_VERSION)
with open(f"{site}/events.csv", encoding="utf-8") as file:
    events = [row for row in csv.DictReader(file) if not row["event_id"].startswith("#")]
with open(f"{site}/reports.csv", encoding="utf-8") as file:
    reports = [row for row in csv.DictReader(file) if not row["report_id"].startswith("#")]

project = QgsProject.instance()
check(project.read(f"{site}/events.qgz"), "the project opens")
shown = project.mapLayersByName("Events")[0]
looks(shown, len(events))
looks(project.mapLayersByName("Reports")[0], len(reports))
check(project.mapLayersByName("Places")[0].isValid(), "Places: valid")
days = sorted(row["start"] or row["end"] for row in events if row["end"])
span = project.timeSettings().temporalRange()
told = span.begin().toString("yyyy-MM-dd"), span.end().toString("yyyy-MM-dd")
check(told == (days[0], max(row["end"] for row in events)), f"the project has the days {told}")

alone = QgsVectorLayer(f"{site}/events.gpkg|layername=events", "Events of the GeoPackage", "ogr")
check(alone.loadDefaultStyle()[1], "the GeoPackage has a default style")
looks(alone, len(events))

settings = QgsMapSettings()
settings.setLayers([shown])
settings.setOutputSize(QSize(900, 600))
settings.setDestinationCrs(project.crs())
extent = shown.extent()
extent.scale(1.1)
settings.setExtent(extent)
settings.setBackgroundColor(QColor("white"))
job = QgsMapRendererParallelJob(settings)
job.start()
job.waitForFinished()
check(not job.errors() and job.renderedImage().save(picture), f"drawn: look at {picture}")
