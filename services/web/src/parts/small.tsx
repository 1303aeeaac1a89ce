// small.tsx — a picture out of bytes that the device keeps.
import { useEffect, useState } from "preact/hooks";

export function Small({ bytes }: { bytes: ArrayBuffer }) {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes]);
  return address ? <img class="tile" src={address} alt="" /> : <span class="tile" />;
}
