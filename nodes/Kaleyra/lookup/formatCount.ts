/** "1,200". */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** "1 item", "1,200 items". */
export function plural(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
