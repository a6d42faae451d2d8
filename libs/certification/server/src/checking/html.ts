/** HTML that is safe to send: made only by the `html` tag, which escapes every value that is not such HTML itself. */
export class Html {
  constructor(readonly text: string) {}
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function html(parts: TemplateStringsArray, ...values: (string | number | Html | Html[])[]): Html {
  const text = (value: string | number | Html | Html[]): string => {
    if (value instanceof Html) return value.text;
    if (Array.isArray(value)) return value.map(text).join('');
    return String(value).replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
  };
  return new Html(parts.reduce((all, part, index) => all + text(values[index - 1] ?? '') + part));
}
