"""Photos as phones, cameras and programs write them, whole and cut: photos.py DIR.  Needs a.heic of
files.py.  A name begins with what is right: whole- or cut-.  Prints nothing."""
import io
import os
import random
import struct
import subprocess
import sys
import zlib

from PIL import Image, ImageFilter

VIDEO = struct.pack(">I4s4sI4s4s", 24, b"ftyp", b"mp42", 0, b"mp42", b"isom") + struct.pack(">I4s", 200008, b"mdat")
END, ZEROS = b"\xff\xd9", bytes(100000)


def write(name, data):
    with open(name, "wb") as file:
        file.write(data)


def scene(size, seed):
    noise = Image.effect_noise((size[0] // 8, size[1] // 8), 120)
    colours = Image.merge("RGB", [noise, noise.rotate(90 + seed, expand=False), noise.rotate(180)])
    return colours.resize(size).filter(ImageFilter.SMOOTH)


def encoded(picture, kind, **how):
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def exif_of(thumbnail=None):
    """The block as cameras write it: day, place, camera, program; a JPEG in the second directory."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0131] = "Maker", "Camera 1", "Adobe Firefly"
    exif[0x8769] = {0x9003: "2023:05:20 08:00:00"}
    exif[0x8825] = {1: "N", 2: (9.0, 56.0, 0.0), 3: "E", 4: (106.0, 20.0, 0.0)}
    block = exif.tobytes()
    if thumbnail is None:
        return block
    return b"Exif\0\0" + with_thumbnail(block, thumbnail)


def with_thumbnail(block, thumbnail):
    """Links a directory with a JPEG behind the block's first directory."""
    tiff = bytearray(block[6:] if block.startswith(b"Exif") else block)
    order = ">" if tiff[:2] == b"MM" else "<"
    first = struct.unpack(order + "I", tiff[4:8])[0]
    count = struct.unpack(order + "H", tiff[first:first + 2])[0]
    link, place = first + 2 + 12 * count, len(tiff)
    tiff[link:link + 4] = struct.pack(order + "I", place)
    entries = struct.pack(order + "H", 2)
    entries += struct.pack(order + "HHII", 0x0201, 4, 1, place + 2 + 24 + 4)
    entries += struct.pack(order + "HHII", 0x0202, 4, 1, len(thumbnail))
    return bytes(tiff) + entries + bytes(4) + thumbnail


def jpegs():
    picture = scene((1280, 960), 0)
    thumbnail = encoded(picture.resize((160, 120)), "JPEG")
    plain = encoded(picture, "JPEG", quality=85)
    small = encoded(picture, "JPEG", quality=85, exif=exif_of(thumbnail))
    slow = encoded(picture, "JPEG", quality=85, progressive=True)
    samsung = b"\0\0\1\n\x0e\0\0\0Image_UTC_Data1683446400000SEFHk\0\0\0\1\0\0\0SEFT"
    random.seed(7)
    video = VIDEO + random.randbytes(200000)
    bare = plain[:-2]
    assert plain.endswith(END) and small.count(END) == 2
    whole = {"plain": plain, "thumbnail": small, "progressive": slow, "video": plain + video,
             "video-of-samsung": plain + b"\0\0\x30\n\x10\0\0\0MotionPhoto_Data" + video + samsung,
             "progressive-and-video": slow + video, "padded": plain + ZEROS, "padded-ff": plain + b"\xff" * 5000,
             "panorama": bare + samsung, "panorama-long": bare + b"\0\0\1\n" + video + samsung,
             "second-picture": plain + small, "second-cut": plain + small[:len(small) // 2],
             "grey": encoded(picture.convert("L"), "JPEG"), "cmyk": encoded(picture.convert("CMYK"), "JPEG"),
             "flat": encoded(Image.new("RGB", (4000, 3000), "white"), "JPEG", optimize=True),
             "tiny": encoded(picture.resize((9, 7)), "JPEG"), "small": encoded(picture.resize((200, 150)), "JPEG")}
    at = len(small) * 6 // 10
    cut = {"plain": plain[:len(plain) * 6 // 10], "thumbnail": small[:at], "progressive": slow[:len(slow) * 9 // 10],
           "last-kilobyte": plain[:-1024], "and-video": small[:at] + video + END, "and-zeros": plain[:at] + ZEROS,
           "and-second": small[:at] + plain, "and-samsung": plain[:at] + samsung,
           "behind-thumbnail": small[:small.index(END) + 2], "head": small[:300],
           "middle": plain[:at] + plain[at + 30000:]}
    for sort, files in (("whole", whole), ("cut", cut)):
        for name, data in files.items():
            write(f"{sort}-{name}.jpg", data)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def others():
    picture = scene((640, 480), 3)
    data = encoded(picture, "PNG", exif=exif_of())
    write("whole-exif.png", data)
    write("whole-trailer.png", data + b"\1" * 200000)
    write("whole-padded.png", data + ZEROS)
    write("cut-end.png", data[:-12])
    write("cut-half.png", data[:len(data) // 2])
    note = chunk(b"tEXt", b"Comment\0IEND" + b"x" * 1000)
    write("cut-note.png", (data[:33] + note + data[33:])[:-100])
    write("cut-zeros.png", data[:len(data) // 2] + ZEROS)
    data = encoded(picture, "WEBP", exif=exif_of())
    write("whole-exif.webp", data)
    write("cut-end.webp", data[:-20])
    write("cut-half.webp", data[:len(data) // 2])
    write("photo-exif.jpg", encoded(picture, "JPEG", exif=exif_of()))
    subprocess.run(["heif-enc", "-q", "80", "photo-exif.jpg", "-o", "whole-exif.heic"], check=True,
                   stdout=subprocess.DEVNULL)
    with open("whole-exif.heic", "rb") as file:
        data = file.read()
    write("whole-trailer.heic", data + b"\0\0\x30\n\x10\0\0\0MotionPhoto_Data" + VIDEO)
    write("cut-end.heic", data[:-200])
    frames = [scene((320, 240), seed).quantize(64) for seed in range(3)]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    write("whole-frames.gif", data)
    write("whole-without-end.gif", data[:-1])
    write("cut-frames.gif", data[:-500])
    write("cut-half.gif", data[:len(data) // 2])


def bitmaps():
    picture = scene((639, 480), 5)
    bare = encoded(picture, "BMP")
    kinds = {"colours": bare, "grey": encoded(picture.convert("L"), "BMP"),
             "alpha": encoded(picture.convert("RGBA"), "BMP"), "palette": encoded(picture.quantize(200), "BMP"),
             "padded": bare + ZEROS, "small": encoded(picture.resize((100, 75)), "BMP"),
             "dot": encoded(picture.resize((1, 1)), "BMP")}
    for name, data in kinds.items():
        write(f"whole-{name}.bmp", data)
    write("cut-half.bmp", bare[:len(bare) // 2])
    write("cut-end.bmp", bare[:-200])
    write("photo-same.jpg", encoded(picture, "JPEG", quality=90))


os.chdir(sys.argv[1])
jpegs()
others()
bitmaps()
