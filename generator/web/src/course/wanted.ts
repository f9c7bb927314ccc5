// Teaching cases for a list of practices: those whose text rests on them first, then those that may be set beside them. Pure.
import type { Data, Lesson } from "./data";

export interface Wanted {
  lesson: Lesson;
  rests: string[]; // practices of the list
  contrast: string[];
}

/** Return the teaching cases that have to do with any of these practices, the closest first. */
export function wantedLessons(data: Data, practices: readonly string[]): Wanted[] {
  const asked = Array.from(new Set(practices));
  const found = data.lessons.map((lesson) => ({
    lesson, rests: asked.filter((ref) => lesson.rests.includes(ref)), contrast: asked.filter((ref) => lesson.contrast.includes(ref)),
  }));
  const weight = ({ rests, contrast }: Wanted): number => rests.length * 100 + contrast.length;
  return found.filter((one) => weight(one) > 0).sort((a, b) => weight(b) - weight(a));
}
