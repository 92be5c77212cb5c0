import type { SaveState } from '@/shared/lib/autosaver';
import { time } from '@/shared/lib/format';
import { Button } from './Button';
import { CheckIcon, ClockIcon, WarnIcon } from './icons';
import { useUiText } from './text';
import s from './AutosaveBadge.module.css';

/** Where the draft is: 保存中 / 已保存 10:32 / 离线，已存本机 / 保存失败. */
export function AutosaveBadge({ state, onRetry }: { state: SaveState; onRetry: () => void }) {
  const t = useUiText();
  const bad = state.kind === 'failed' || state.kind === 'conflict';
  const text = {
    idle: '',
    dirty: t('dirty'),
    saving: t('saving'),
    saved: state.kind === 'saved' ? t('savedAt', { at: time(state.at) }) : '',
    offline: t('offline'),
    failed: t('saveFailed'),
    conflict: t('conflict'),
  }[state.kind];
  return (
    <span className={s.badge} data-kind={state.kind} role="status">
      {state.kind === 'saved' && <CheckIcon />}
      {(state.kind === 'saving' || state.kind === 'dirty') && <ClockIcon />}
      {(bad || state.kind === 'offline') && <WarnIcon />}
      <span title={state.kind === 'failed' ? state.problem.title : undefined}>{text}</span>
      {(state.kind === 'failed' || state.kind === 'offline') && (
        <Button size="small" kind="link" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
    </span>
  );
}
