// shrink.ts — a photo small enough for a slow line, with the EXIF data of the original: the day it
// was taken and where count as evidence.
const LARGE = 1_500_000; // bytes; smaller ones stay as they are
const EDGE = 2_048; // pixels of the longer edge
const QUALITY = 0.85;
const WORTH = 0.7; // of the size at most, else the original stays

const ORIENTATION = 0x0112;

// The segment with the EXIF data, from its marker on; null: there is none.
function exifOf(jpeg: Uint8Array): Uint8Array | null {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  for (let at = 2; at + 10 < jpeg.length && view.getUint8(at) === 0xff && view.getUint8(at + 1) !== 0xda;) {
    const end = at + 2 + view.getUint16(at + 2);
    if (view.getUint8(at + 1) === 0xe1 && view.getUint32(at + 4) === 0x45786966 && end <= jpeg.length) {
      return jpeg.slice(at, end);
    }
    at = end;
  }
  return null;
}

// The drawn picture stands upright already.
function setUpright(exif: Uint8Array): void {
  const view = new DataView(exif.buffer, exif.byteOffset + 10, exif.byteLength - 10);
  const isLittle = view.getUint16(0) === 0x4949;
  const first = view.getUint32(4, isLittle);
  const count = first + 2 <= view.byteLength ? view.getUint16(first, isLittle) : 0;
  for (let entry = 0; entry < count && first + 14 + entry * 12 <= view.byteLength; entry++) {
    const at = first + 2 + entry * 12;
    if (view.getUint16(at, isLittle) === ORIENTATION) {
      view.setUint16(at + 8, 1, isLittle);
    }
  }
}

async function drawn(photo: Blob): Promise<Blob | null> {
  const picture = await createImageBitmap(photo);
  const scale = Math.min(1, EDGE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}

// Null: the photo stays as it is, since it is small, no JPEG, or nothing is gained.
export async function shrunk(photo: File): Promise<Blob | null> {
  if (photo.type !== "image/jpeg" || photo.size < LARGE) {
    return null;
  }
  try {
    const small = await drawn(photo);
    const exif = exifOf(new Uint8Array(await photo.arrayBuffer()));
    if (!small || small.size + (exif?.length ?? 0) > photo.size * WORTH) {
      return null;
    }
    if (exif) {
      setUpright(exif);
    }
    const bytes = new Uint8Array(await small.arrayBuffer());
    return new Blob([bytes.slice(0, 2), exif ?? new Uint8Array(), bytes.slice(2)], { type: photo.type });
  } catch {
    return null; // a picture that this browser cannot draw
  }
}
