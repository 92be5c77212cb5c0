import type { SnippetView } from '@/api/gen';

/** A piece of text with the ranges marked that the server found; never HTML. */
export function Marked({ piece, text }: { piece: SnippetView | undefined; text: string }) {
  if (!piece) return <>{text}</>;
  const parts: React.ReactNode[] = [];
  // Ranges count characters; JavaScript counts UTF-16 units, which differ for rare Chinese ones.
  const letters = Array.from(piece.text);
  let at = 0;
  for (const { start, end } of piece.spans) {
    parts.push(letters.slice(at, start).join(''));
    parts.push(<mark key={start}>{letters.slice(start, end).join('')}</mark>);
    at = end;
  }
  parts.push(letters.slice(at).join(''));
  return (
    <>
      {piece.cut_before && '…'}
      {parts}
      {piece.cut_after && '…'}
    </>
  );
}

export const pieceOf = (snippets: readonly SnippetView[], field: string) =>
  snippets.find((snippet) => snippet.field === field);

/** The field that matched when neither title nor abstract did. */
export const otherPiece = (snippets: readonly SnippetView[]) =>
  snippets.find(
    (snippet) =>
      snippet.spans.length > 0 && snippet.field !== 'title' && snippet.field !== 'abstract',
  );
