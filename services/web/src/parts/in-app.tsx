// in-app.tsx — the browser inside another application, such as Zalo, keeps nothing for long and
// offers no way back: the reader is shown the way to the phone's own browser.
import { t } from "../words";
import { CopyButton } from "./copy";

const isInApp = () => /Zalo|FBA[NV]|Instagram|; wv\)/i.test(navigator.userAgent);
const isAndroid = () => /Android/i.test(navigator.userAgent);

// Opens the same address in Chrome.
const chromeAddress = () => `intent://${location.host}${location.pathname}${location.search}#Intent;scheme=${location.protocol.slice(0, -1)};package=com.android.chrome;end`;

export function InApp() {
  if (!isInApp()) {
    return null;
  }
  return (
    <section class="note warn">
      <div class="grow">
        <b>{t("Hãy mở trang này bằng trình duyệt của máy")}</b>
        <p>{isAndroid()
          ? t("Trình duyệt trong ứng dụng khác có thể xóa những gì chưa gửi.")
          : t("Trình duyệt trong ứng dụng khác có thể xóa những gì chưa gửi. Bấm ⋯ ở góc màn hình, chọn “Mở bằng trình duyệt”.")}</p>
        {isAndroid() && <a class="button main" href={chromeAddress()}>{t("Mở bằng Chrome")}</a>}
        <CopyButton text={location.href} label={t("Chép địa chỉ trang")} />
      </div>
    </section>
  );
}
