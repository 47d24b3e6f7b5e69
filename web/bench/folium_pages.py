"""folium's pages of the events of a table: folium_pages.py EVENTS.csv KIND PAGE.html, KIND being MarkerCluster or FastMarkerCluster."""

import csv
import html
import sys

import folium
from folium.plugins import FastMarkerCluster, MarkerCluster

table, kind, page = sys.argv[1:]


def popup(row):
    text = {name: html.escape(value) for name, value in row.items()}
    return (
        f"<b dir='rtl'>{text['title']}</b><br>{text['date']} · {text['place']} · {text['type']}"
        f"<br><span dir='rtl'>{text['description']}</span><br><a href='{text['source_url']}'>source</a>"
    )


with open(table, encoding="utf-8", newline="") as lines:
    rows = list(csv.DictReader(lines))
chart = folium.Map([35.9, 40.0], zoom_start=7)
if kind == "MarkerCluster":
    clusters = MarkerCluster().add_to(chart)
    for row in rows:
        told = folium.Popup(popup(row), max_width=320)
        folium.Marker([float(row["lat"]), float(row["lon"])], popup=told).add_to(clusters)
else:
    points = [[float(row["lat"]), float(row["lon"]), popup(row)] for row in rows]
    made = "function (row) { return L.marker(new L.LatLng(row[0], row[1])).bindPopup(row[2], { maxWidth: 320 }); }"
    FastMarkerCluster(points, callback=made).add_to(chart)
chart.save(page)
