"""The feeds of the demo's sites: RSS at /feed/, the posts of a WordPress behind /wp-json/, from
feeds.json in the generator's folder; times are in UTC, as in those programs."""
import json
import os
from datetime import datetime, timedelta
from email.utils import format_datetime
from datetime import timezone
from urllib.parse import parse_qs
from xml.sax.saxutils import escape

HERE = timezone(timedelta(hours=7))


def rss(name, items):
    shown = "".join(
        f"<item><title>{escape(i['title'])}</title><link>{escape(i['link'])}</link>"
        f"<pubDate>{format_datetime(moment(i).astimezone(timezone.utc))}</pubDate>"
        f"<category>{escape(i['category'])}</category></item>\n" for i in items)
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>{escape(name)}</title>\n'
            f"{shown}</channel></rss>\n")


def moment(item):
    return datetime.fromisoformat(item["at"]).replace(tzinfo=HERE)


def post(item):
    return {"id": item["id"], "date": item["at"], "link": item["link"], "title": {"rendered": escape(item["title"])},
            "date_gmt": moment(item).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S"),
            "_embedded": {"wp:term": [[{"name": item["category"]}]]}}


class Feeds:
    def __init__(self, folder):
        self.path, self.hosts = os.path.join(folder, "feeds.json"), None

    def find(self, host, path, query):
        """(status, body, media type); None: no feed at this address."""
        if self.hosts is None and os.path.exists(self.path):
            with open(self.path, encoding="utf-8") as file:
                self.hosts = json.load(file)
        feed = (self.hosts or {}).get(host)
        if feed is None:
            return None
        if feed["kind"] == "rss" and path == "/feed/":
            return 200, rss(feed["name"], feed["items"]), "application/rss+xml; charset=utf-8"
        if feed["kind"] == "wordpress" and path == "/wp-json/wp/v2/posts":
            asked = {key: int(value[0]) for key, value in parse_qs(query).items() if value[0].isdigit()}
            size, number = asked.get("per_page", 10), asked.get("page", 1)
            page = feed["items"][size * (number - 1):size * number]
            if not page and number > 1:
                return 400, '{"code":"rest_post_invalid_page_number"}', "application/json"
            return 200, json.dumps([post(item) for item in page], ensure_ascii=False), "application/json"
        return None
