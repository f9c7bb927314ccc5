// The head of a return: period, street, community, its types, who fills it in.
import { make } from "../elements";
import type { Checklist } from "./checklist";
import type { Return } from "./returned";

export interface Who {
  period: string;
  street: string;
  community: string;
  types: string[];
  filler: string;
}

export interface WhoFields {
  element: HTMLElement;
  read: () => Who;
  show: (who: Who) => void;
  fault: () => HTMLInputElement | null; // the first field that must be filled and is not; says so beside it
  first: HTMLInputElement;
}

const TEXTS = [
  ["period", "评价周期", "如 2026年度", true], ["street", "街道（镇）", "写全称", true],
  ["community", "社区全称", "如 幸福社区", true], ["filler", "填表人（可不写）", "", false],
] as const;

/** Return the fields; `changed` is called after each change. */
export function makeWho(checklist: Checklist, changed: () => void = () => undefined): WhoFields {
  const inputs = TEXTS.map(([name, label, hint, required]) => {
    const input = make("input", "who-text");
    input.type = "text";
    input.maxLength = 60;
    input.autocomplete = "off";
    input.placeholder = hint;
    if (required) input.setAttribute("aria-required", "true");
    const fault = make("span", "who-fault");
    fault.setAttribute("role", "alert");
    const field = make("label", "who-field", make("span", "", label), input, fault);
    input.addEventListener("input", () => {
      fault.textContent = "";
      changed();
    });
    return { name, label, required, input, fault, field };
  });
  const types = checklist.community_types.map(([id, name]) => {
    const box = make("input", "");
    box.type = "checkbox";
    box.value = id;
    box.autocomplete = "off";
    box.addEventListener("change", changed);
    return { box, row: make("label", "who-type", box, make("span", "", name)) };
  });
  const kinds = make("div", "who-types", ...types.map(({ row }) => row));
  kinds.setAttribute("role", "group");
  kinds.setAttribute("aria-label", "社区类型，可以选几种");
  const fields: HTMLElement[] = inputs.map(({ field }) => field);
  fields.splice(3, 0, make("div", "who-field", make("span", "", "社区类型（可以选几种）"), kinds));
  const of = (name: string): string => (inputs.find((one) => one.name === name)?.input.value ?? "").trim();
  return {
    element: make("div", "who", ...fields),
    read: () => ({
      period: of("period"), street: of("street"), community: of("community"), filler: of("filler"),
      types: types.filter(({ box }) => box.checked).map(({ box }) => box.value),
    }),
    show: (who) => {
      for (const { name, input } of inputs) if (input.value.trim() !== who[name]) input.value = who[name];
      for (const { box } of types) box.checked = who.types.includes(box.value);
    },
    fault: () => {
      const empty = inputs.filter(({ required, input }) => required && !input.value.trim());
      for (const { label, fault } of empty) fault.textContent = `请填${label}`;
      return empty[0]?.input ?? null;
    },
    first: (inputs[0] as (typeof inputs)[number]).input,
  };
}

/** Return a head in one line. */
export function whoWords({ period, street, community }: Pick<Return, "period" | "street" | "community">): string {
  return [period, street, community].filter(Boolean).join(" · ") || "还没有写周期和社区";
}
