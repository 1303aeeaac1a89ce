// groups.ts — the criteria of an assessment under the groups of their set, exact sums of points, and
// which criteria are still empty.
import type { Schemas, Unit } from "../api";

type Scored = Schemas["AssessmentCriterion"];
export interface Group { code: string; name: string; rows: Scored[] }

// Under the topmost group of each; in the order of the set.
export function groupsOf(rows: Scored[], unit: Unit): Group[] {
  const nodes = new Map(unit.criteria.map((node) => [node.code, node]));
  const top = (code: string) => {
    let node = nodes.get(code);
    while (node?.parent) {
      node = nodes.get(node.parent) ?? { ...node, parent: null };
    }
    return node;
  };
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const { code, name } = top(row.criterion) ?? { code: "", name: "" };
    const group = groups.get(code) ?? { code, name, rows: [] };
    group.rows.push(row);
    groups.set(code, group);
  }
  return [...groups.values()];
}

// Of points with two decimal places; what is missing counts nothing.
export function sum(values: (string | null | undefined)[]): string {
  const cents = values.reduce((all, value) => all + Math.round(Number(value ?? 0) * 100), 0);
  return (cents / 100).toFixed(2);
}

export const differ = (a: string, b: string) => Math.round(Number(a) * 100) !== Math.round(Number(b) * 100);

// A criterion that counts for the unit and has no evidence yet.
export const isEmpty = (row: Unit["criteria"][number]) => row.level === "criterion" && row.state !== "not_applicable"
  && Object.values(row.evidence).every((count) => count === 0);
