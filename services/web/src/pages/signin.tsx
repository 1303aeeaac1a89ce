// signin.tsx — user name and password.
import { useState } from "preact/hooks";
import { Problem, problemOf, send, Signed } from "../api";
import { Trouble } from "../parts/common";
import { LanguageSwitch } from "../parts/language";
import { InApp } from "../parts/in-app";
import { t } from "../words";

// `username`: whose session it has to be.
export function SignInForm({ username, done }: { username?: string; done: (signed: Signed) => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    setBusy(true);
    try {
      done(await send<Signed>("/login", { username: form.get("username"), password: form.get("password") }));
    } catch (error) {
      setProblem(problemOf(error));
    }
    setBusy(false);
  };
  return (
    <form onSubmit={submit} class="card">
      <label>{t("Tên đăng nhập")}<input name="username" autocomplete="username" autocapitalize="none" required value={username} readOnly={!!username} /></label>
      <label>{t("Mật khẩu")}<input name="password" type="password" autocomplete="current-password" required autofocus={!!username} /></label>
      {problem && <Trouble problem={problem} />}
      <button class="main" disabled={isBusy}>{isBusy ? t("Đang đăng nhập…") : t("Đăng nhập")}</button>
    </form>
  );
}

export function SignIn({ done }: { done: (signed: Signed) => void }) {
  return (
    <main class="narrow">
      <h1>{t("Minh Chứng")}</h1>
      <p>{t("Đánh giá công tác Đoàn và phong trào thanh thiếu nhi")}</p>
      <InApp />
      <SignInForm done={done} />
      <p><LanguageSwitch /></p>
    </main>
  );
}
