// thumb.ts — a small picture of a picture, so that a list need not read the large one.
const EDGE = 160;

export async function smallPicture(file: Blob): Promise<ArrayBuffer | null> {
  if (!file.type.startsWith("image/")) {
    return null;
  }
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, EDGE / Math.min(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.7));
    return small ? await small.arrayBuffer() : null;
  } catch {
    return null; // a format that this browser cannot draw: the list shows its kind
  }
}
