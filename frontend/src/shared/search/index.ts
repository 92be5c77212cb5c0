export { Marked, otherPiece, pieceOf } from './Marked';
export { SearchFrame } from './SearchFrame';
export type { Found } from './SearchFrame';
export { useSearchText } from './text';
