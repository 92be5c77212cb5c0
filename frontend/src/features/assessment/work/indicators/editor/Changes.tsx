import { useChangeText } from '../../../i18n/indicatorChanges';
import { useIndicatorText } from '../../../i18n/indicators';
import type { Change } from './difference';
import { JUDGES, KINDS } from './tree';
import type { Question } from './tree';
import s from './editor.module.css';

/** Every difference as a sentence. */
export function Changes({ changes, root }: { changes: Change[]; root: string }) {
  const words = useWords(root);
  return (
    <ul className={s.changes} lang="zh-CN">
      {changes.map((change, k) => (
        <li key={k} data-kind={change.kind}>
          {words(change)}
        </li>
      ))}
    </ul>
  );
}

function useWords(root: string) {
  const t = useChangeText();
  const i = useIndicatorText();
  const some = (text: string) => text || t('nothing');
  const asked = ({ text, kind, unit, required, options }: Question) => {
    const known = KINDS.find((one) => one === kind);
    const how = [known ? i(known) : kind, unit, options.join('/'), t(required ? 'must' : 'may')];
    return `${some(text)}（${how.filter(Boolean).join('，')}）`;
  };
  const people = (codes: string[]) =>
    codes
      .map((code) => {
        const known = JUDGES.find((one) => one === code);
        return known ? i(known) : code;
      })
      .join('、') || i('everyone');
  const system = { name: 'systemName', source: 'systemSource', notes: 'systemNotes' } as const;
  return (change: Change): string => {
    switch (change.kind) {
      case 'system':
        return t(system[change.field], { from: some(change.from), to: some(change.to) });
      case 'added':
        return t(change.parent === root ? 'addedDimension' : 'addedLeaf', change);
      case 'removed':
        return t(change.parent === root ? 'removedDimension' : 'removedLeaf', change);
      case 'renamed':
      case 'moved':
        return t(change.kind, change);
      case 'ordered':
        return t(change.where === root ? 'orderedRoot' : 'ordered', change);
      case 'text':
        return t(change.field, { ...change, from: some(change.from), to: some(change.to) });
      case 'anchor': {
        if (!change.from) return t('anchorAdded', change);
        return t(change.to ? 'anchorChanged' : 'anchorRemoved', change);
      }
      case 'question': {
        const { where } = change;
        const [from, to] = [change.from && asked(change.from), change.to && asked(change.to)];
        if (!from) return t('questionAdded', { where, to: to ?? '' });
        return to
          ? t('questionChanged', { where, from, to })
          : t('questionRemoved', { where, from });
      }
      case 'questionOrder':
        return t('questionOrder', change);
      case 'evidence':
        return t('evidence', { ...change, from: some(change.from), to: some(change.to) });
      case 'judges':
        return t('judges', {
          where: change.where,
          from: people(change.from),
          to: people(change.to),
        });
      case 'measured':
        return t(change.to ? 'measuredOn' : 'measuredOff', change);
      case 'swot':
        return t('swot', {
          where: change.where,
          to: t(change.to === 'external' ? 'external' : 'internal'),
        });
    }
  };
}
