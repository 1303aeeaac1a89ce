// words.en.ts — the English of each Vietnamese text of the page, in blocks by where it stands.
export const ENGLISH: Record<string, string> = {
  // main.tsx
  "Không có trang này": "There is no such page",
  "Về trang đầu": "To the first page",
  "Chưa có đợt đánh giá": "No evaluation yet",
  "Khi quản trị mở một đợt, trang này sẽ hiện các việc của đợt ấy.": "When an administrator opens an evaluation, its work will stand here.",
  "Đăng xuất": "Sign out",
};
