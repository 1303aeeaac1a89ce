// diff.ts — what differs between two texts, in words; long texts are compared line by line.
export interface Run { kind: "same" | "gone" | "new"; text: string }

const MOST = 1500; // words on a side: the table has that many rows and columns

function pieces(text: string, byLine: boolean): string[] {
  return (byLine ? text.match(/[^\n]*\n|[^\n]+$/g) : text.match(/\s+|\S+/g)) ?? [];
}

// The lengths of the longest common ends, row by row.
function table(left: string[], right: string[]): Uint16Array[] {
  const rows = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i--) {
    const row = rows[i] as Uint16Array, below = rows[i + 1] as Uint16Array;
    for (let j = right.length - 1; j >= 0; j--) {
      row[j] = left[i] === right[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return rows;
}

function add(runs: Run[], kind: Run["kind"], text: string): void {
  const last = runs[runs.length - 1];
  if (last?.kind === kind) {
    last.text += text;
  } else {
    runs.push({ kind, text });
  }
}

export function differences(before: string, after: string): Run[] {
  const isLong = pieces(before, false).length > MOST || pieces(after, false).length > MOST;
  const left = pieces(before, isLong), right = pieces(after, isLong);
  if (left.length > 2 * MOST || right.length > 2 * MOST) {
    return before === after ? [{ kind: "same", text: before }] : [{ kind: "gone", text: before }, { kind: "new", text: after }];
  }
  const rows = table(left, right);
  const runs: Run[] = [];
  let i = 0, j = 0;
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      add(runs, "same", left[i++] ?? "");
      j++;
    } else if (j >= right.length || (i < left.length && (rows[i + 1]?.[j] ?? 0) >= (rows[i]?.[j + 1] ?? 0))) {
      add(runs, "gone", left[i++] ?? "");
    } else {
      add(runs, "new", right[j++] ?? "");
    }
  }
  return runs;
}
