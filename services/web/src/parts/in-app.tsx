// in-app.tsx — the browser inside another application, such as Zalo, keeps nothing for long and
// offers no way back: the reader is shown the way to the phone's own browser.
import { useState } from "preact/hooks";
import { t } from "../words";

const isInApp = () => /Zalo|FBA[NV]|Instagram|; wv\)/i.test(navigator.userAgent);
const isAndroid = () => /Android/i.test(navigator.userAgent);

// Opens the same address in Chrome.
const chromeAddress = () => `intent://${location.host}${location.pathname}${location.search}#Intent;scheme=${location.protocol.slice(0, -1)};package=com.android.chrome;end`;

export function InApp() {
  const [isCopied, setCopied] = useState(false);
  if (!isInApp()) {
    return null;
  }
  const copy = () => void navigator.clipboard?.writeText(location.href).then(() => setCopied(true), () => undefined);
  return (
    <section class="note warn">
      <div class="grow">
        <b>{t("Hãy mở trang này bằng trình duyệt của máy")}</b>
        <p>{isAndroid()
          ? t("Trình duyệt trong ứng dụng khác có thể xóa những gì chưa gửi.")
          : t("Trình duyệt trong ứng dụng khác có thể xóa những gì chưa gửi. Bấm ⋯ ở góc màn hình, chọn “Mở bằng trình duyệt”.")}</p>
        {isAndroid() && <a class="button main" href={chromeAddress()}>{t("Mở bằng Chrome")}</a>}
        <button type="button" onClick={copy}>{isCopied ? t("Đã chép địa chỉ") : t("Chép địa chỉ trang")}</button>
      </div>
    </section>
  );
}
