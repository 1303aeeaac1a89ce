"""Web pages in the looks of real sites of units: what surrounds an article, and where and how its
title and day are given.  Each look is a function of a page (campaign/links.py) to HTML."""
import random
from datetime import date
from html import escape

WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
MENU = ("Trang chủ", "Giới thiệu", "Tin tức - Sự kiện", "Văn bản", "Phong trào", "Gương sáng",
        "Thư viện ảnh", "Liên hệ")
OTHERS = ("Hội nghị giao ban quý", "Tập huấn nghiệp vụ công tác Đoàn", "Ngày hội việc làm",
          "Tổng kết chiến dịch Mùa hè xanh", "Thăm các gia đình chính sách", "Hội thi tin học trẻ",
          "Giải bóng đá thanh niên", "Đối thoại với thanh niên nông thôn", "Sinh hoạt chi đoàn mẫu")


def day_of(page):
    return date.fromisoformat(page["day"])


def dashed(day, sign="/"):
    return f"{day.day:02d}{sign}{day.month:02d}{sign}{day.year}"


def paragraphs(page):
    return [escape(line) for line in page.get("shown", page["paragraphs"])]


def in_p(page):
    return "\n".join(f"<p>{line}</p>" for line in paragraphs(page))


def links(names, item="li"):
    return "".join(f'<{item}><a href="/chuyen-muc/{at}">{name}</a></{item}>'
                   for at, name in enumerate(names))


def wordpress(site, page):
    day, title, name = day_of(page), escape(page["title"]), escape(site)
    return f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="UTF-8"><title>{title} - {name}</title>
<meta property="og:locale" content="vi_VN"><meta property="og:type" content="article">
<meta property="og:title" content="{title} - {name}"><meta property="og:site_name" content="{name}">
<meta property="article:published_time" content="{day}T{page["hour"]}:00+07:00">
<meta property="article:modified_time" content="{date.today()}T07:00:00+07:00">
<style>.td-post-content p {{ margin: 1em }}</style></head>
<body class="post-template-default single single-post">
<header class="td-header"><nav><ul class="menu">{links(MENU)}</ul></nav></header>
<article class="post"><h1 class="entry-title">{title}</h1>
<div class="td-post-date"><time class="entry-date" datetime="{day}T{page["hour"]}:00+07:00">{dashed(day)}</time>
<span>{escape(page["author"])}</span></div>
<div class="td-post-content tagdiv-type">{in_p(page)}</div></article>
<aside class="td-ss-main-sidebar"><h4>TIN MỚI NHẤT</h4><ul>{links(OTHERS)}</ul>
<time datetime="{date.today()}">{dashed(date.today())}</time></aside>
<footer><p>Bản quyền thuộc về {name}. Ghi rõ nguồn khi phát hành lại thông tin từ trang này.</p></footer>
<script>document.write("Đã đọc: " + 1);</script></body></html>"""


def portal(site, page):
    """A portal of an office: divs only, its name as the first heading, the present day at the
    top, a counter that differs at each request."""
    day, today, title, name = day_of(page), date.today(), escape(page["title"]), escape(site)
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{title} | {name}</title></head><body>
<div id="top">{WEEKDAYS[today.weekday()]}, ngày {dashed(today)} | <a href="/rss">RSS</a></div>
<h1><a href="/">{name.upper()}</a></h1>
<div class="menu">{links(MENU, "span")}</div>
<div class="left"><ul>{links(OTHERS[:5])}</ul></div>
<div class="detail"><h2 class="title">{title}</h2>
<div class="date">Đăng ngày {dashed(day, "-")} {page["hour"]} | Lượt xem: {random.randint(100, 999)}</div>
<div class="content">{in_p(page)}<p style="text-align:right">{escape(page["author"])}</p></div>
<div class="other">Các tin khác<ul>{links(OTHERS[4:])}</ul></div></div>
<div class="footer">Trụ sở: số 1 đường 19/5/2015, phường 2. Điện thoại: 0294 3xx xxx</div></body></html>"""


def news(site, page):
    day, title, name = day_of(page), escape(page["title"]), escape(site)
    return f"""<!doctype html>
<html><head><meta charset="utf-8"><title>{title}</title>
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "{title}", "datePublished": "{day}T{page["hour"]}:00+07:00", "dateModified": "{date.today()}"}}</script>
</head><body><nav>{links(MENU)}</nav><main>
<div class="breadcrumb"><a href="/">{name}</a> / <a href="/tin">Tin hoạt động</a></div>
<h1>{title}</h1><p class="sapo"><strong>{paragraphs(page)[0]}</strong></p>
<figure><img src="/anh/1.jpg" alt=""><figcaption>Quang cảnh buổi hoạt động</figcaption></figure>
<div class="body">{"".join(f"<p>{line}</p>" for line in paragraphs(page)[1:])}</div>
<section class="more"><h3>Đọc thêm</h3>{links(OTHERS)}</section></main>
<form><input type="search" name="q"></form></body></html>"""


def table(site, page):
    """Of the year 2005: tables, line breaks instead of paragraphs, no metadata."""
    day, title, name = day_of(page), escape(page["title"]), escape(site)
    body = "<br><br>\n".join(paragraphs(page))
    return f"""<html><head><title>{name}</title><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>
<body bgcolor="#ffffff"><table width="980"><tr><td colspan="2"><img src="/banner.gif"></td></tr>
<tr><td width="180" valign="top">{links(MENU[:6], "div")}</td><td valign="top">
<font size="4" color="#cc0000"><b>{title}</b></font><br>
<font size="1"><i>(Ngày đăng: {dashed(day)})</i></font><br><br>
<div align="justify"><font face="Arial" size="2">{body}</font></div></td></tr></table></body></html>"""


def blog(site, page):
    day, title, name = day_of(page), escape(page["title"]), escape(site)
    return f"""<!DOCTYPE html><html><head><meta charset='utf-8'/><title>{name}: {title}</title>
<meta content='{title}' property='og:title'/><meta content='{name}' property='og:site_name'/></head>
<body><div class='header'><h1 class='title'>{name}</h1></div>
<h2 class='date-header'><span>{WEEKDAYS[day.weekday()]}, {dashed(day)}</span></h2>
<div class='post'><h3 class='post-title entry-title'>{title}</h3>
<div class='post-body entry-content'>{in_p(page)}</div>
<div class='post-footer'>Đăng bởi {escape(page["author"])} lúc {page["hour"]}</div></div>
<div class='sidebar'><h2>Lưu trữ blog</h2><ul>{links(OTHERS)}</ul></div></body></html>"""


ARTICLES = {"wordpress": wordpress, "portal": portal, "news": news, "table": table, "blog": blog}


def listing(site, heading):
    items = "".join(f'<div class="item"><a href="/tin-tuc/{at}">{name}</a></div>'
                    for at, name in enumerate(OTHERS + OTHERS))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(site)}</title></head><body>
<div class="menu">{links(MENU)}</div><h2>{heading}</h2>{items}</body></html>"""


def home(site, _page):
    return listing(site, "Tin mới")


def category(site, _page):
    return listing(site, "Chuyên mục: Hoạt động")


def login(site, page):
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(page["title"])}</title></head><body>
<h1>Đăng nhập</h1><form method="post" action="/login">Tên: <input name="user">
Mật khẩu: <input type="password" name="secret"><button>Vào</button></form>
<div>{escape(site)}</div></body></html>"""


def missing(site, _page):
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Không tìm thấy trang - {escape(site)}</title>
</head><body><header><ul>{links(MENU)}</ul></header><h1>Không tìm thấy trang</h1>
<p>Trang bạn tìm không còn ở đây. Mời quay lại trang chủ.</p></body></html>"""


def empty(site, page):
    title = escape(page["title"])
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="{escape(site)}"></head>
<body><nav>{links(MENU)}</nav><div id="app"></div><script src="/app.js"></script></body></html>"""


KINDS = {"home": home, "list": category, "login": login, "missing": missing, "empty": empty}


def show(host, page):
    """The page as a site of this name and look serves it."""
    name, look = host["name"], host["look"]
    return KINDS.get(page["kind"], ARTICLES[look])(name, page)
