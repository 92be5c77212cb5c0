import { labelOf, useLang } from '@/shared/lib/text';
import { CheckIcon, ClockIcon, WarnIcon } from './icons';
import { useUiText } from './text';
import s from './tags.module.css';

export type Tone = 'grey' | 'brand' | 'good' | 'ochre' | 'seal' | 'indigo';

export interface StateLabel {
  label_zh: string;
  label_en: string;
  tone: Tone;
}

/** Labels of a status; as a Record over the union a new status does not compile without a name. */
export type StateLabels<S extends string> = Readonly<Record<S, StateLabel>>;

const ICON: Partial<Record<Tone, () => React.JSX.Element>> = {
  good: CheckIcon,
  ochre: ClockIcon,
  seal: WarnIcon,
};

/** A status as word, icon and colour. */
export function StateTag<S extends string>({
  status,
  labels,
}: {
  status: S;
  labels: StateLabels<S>;
}) {
  const lang = useLang();
  const label: StateLabel | undefined = labels[status];
  return (
    <Tag tone={label?.tone ?? 'grey'} icon>
      {label ? labelOf(label, lang) : status}
    </Tag>
  );
}

/** A coloured word. */
export function Tag({
  tone = 'grey',
  icon,
  title,
  children,
}: {
  tone?: Tone;
  icon?: boolean;
  title?: string;
  children: React.ReactNode;
}) {
  const Icon = icon ? ICON[tone] : undefined;
  return (
    <span className={s.tag} data-tone={tone} title={title}>
      {Icon && <Icon />}
      {children}
    </span>
  );
}

/** Marks invented data on the screen. */
export function DemoTag({ show = true }: { show?: boolean }) {
  const t = useUiText();
  return show ? (
    <span className={s.demo} title={t('demoHint')}>
      {t('demo')}
    </span>
  ) : null;
}

/** Grade as a seal: A, B, C or not assessed. */
export function GradeSeal({ grade, score }: { grade: string | null; score?: number | null }) {
  const t = useUiText();
  return (
    <span className={s.gradeBox}>
      <span
        className={s.grade}
        data-grade={grade ?? ''}
        role="img"
        aria-label={grade ? t('gradeOf', { grade }) : t('notAssessed')}
      >
        {grade ?? '—'}
      </span>
      {score != null ? <b className="num">{score.toFixed(1)}</b> : null}
    </span>
  );
}

/** Readiness level as nine cells and a word. */
export function TrlMeter({ level, stage }: { level: number | null; stage?: string }) {
  const t = useUiText();
  const name = level == null ? t('trlUnknown') : t('trl', { level });
  return (
    <span className={s.trl} role="img" aria-label={stage ? `${name}，${stage}` : name}>
      <span className={s.cells} aria-hidden>
        {Array.from({ length: 9 }, (_, index) => (
          <i key={index} data-on={level != null && index < level} />
        ))}
      </span>
      <span aria-hidden>
        TRL {level ?? '—'}
        {stage && ` · ${stage}`}
      </span>
    </span>
  );
}
