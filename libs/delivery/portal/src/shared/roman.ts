const figures = [
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
] as const;

/** 4 is IV: waves are numbered so on letters. For 1 to 99. */
export function roman(number: number): string {
  let rest = number;
  let text = '';
  for (const [value, figure] of figures) {
    for (; rest >= value; rest -= value) text += figure;
  }
  return text;
}
