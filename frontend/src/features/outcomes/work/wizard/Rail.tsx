import { Button } from 'antd';
import type { MissingView, OutcomeView, SectionView } from '@/api/gen';
import { labelOf, useLang } from '@/shared/lib/text';
import { CheckIcon, CompletenessBar, Tag } from '@/shared/ui';
import { useOutcomeText } from '../../i18n';
import { STEPS, type Step } from './draft';
import s from './wizard.module.css';

interface Props {
  view: OutcomeView;
  step: Step;
  /** Goes to a step, and to a place in it. */
  onGo: (step: Step, pointer?: string) => void;
  onWaive: (pointer: string, on: boolean) => void;
}

/** The five steps with what each still lacks; every line leads to its place. */
export function Rail({ view, step, onGo, onWaive }: Props) {
  const t = useOutcomeText();
  const { completeness } = view;
  const returned = new Map<string, number>();
  for (const field of view.field_returns) {
    const at = stepOf(completeness.sections, field.pointer);
    returned.set(at, (returned.get(at) ?? 0) + 1);
  }
  return (
    <nav className={`panel ${s.rail}`} aria-label={t('completeness')}>
      <CompletenessBar share={completeness.percent / 100} />
      <ol>
        {completeness.sections.map((section, index) => (
          <SectionItem
            key={section.code}
            section={section}
            index={index}
            current={section.code === step}
            returned={returned.get(section.code) ?? 0}
            onGo={onGo}
            onWaive={onWaive}
          />
        ))}
      </ol>
      {view.undisclosed.length > 0 && (
        <details className={s.waived}>
          <summary>
            {t('waived')} · {view.undisclosed.length}
          </summary>
          {view.undisclosed.map((pointer) => (
            <p key={pointer}>
              <FieldLabel pointer={pointer} />
              <Button size="small" type="link" onClick={() => onWaive(pointer, false)}>
                {t('unwaive')}
              </Button>
            </p>
          ))}
        </details>
      )}
      {completeness.warnings.length > 0 && (
        <section className={s.warnings}>
          <b>{t('warnings')}</b>
          <ul>
            {completeness.warnings.map((item) => (
              <li key={item.pointer + item.detail}>
                <button
                  type="button"
                  onClick={() => onGo(stepOf(completeness.sections, item.pointer), item.pointer)}
                >
                  {item.detail}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </nav>
  );
}

function FieldLabel({ pointer }: { pointer: string }) {
  const t = useOutcomeText();
  const name = nameOf(pointer);
  return <span>{name ? t(name) : pointer}</span>;
}

interface ItemProps extends Pick<Props, 'onGo' | 'onWaive'> {
  section: SectionView;
  index: number;
  current: boolean;
  returned: number;
}

function SectionItem({ section, index, current, returned, onGo, onWaive }: ItemProps) {
  const t = useOutcomeText();
  const lang = useLang();
  const code = section.code as Step;
  const open = section.missing.length;
  return (
    <li data-current={current}>
      <button
        type="button"
        className={s.stepButton}
        aria-current={current ? 'step' : undefined}
        onClick={() => onGo(code)}
      >
        <span className="num">{index + 1}</span>
        <b>{labelOf(section, lang)}</b>
        {returned > 0 && <Tag tone="ochre">{t('returnedFields')}</Tag>}
        {open > 0 ? (
          <Tag tone="seal">{t('fieldErrors', { n: open })}</Tag>
        ) : (
          <span className={s.ok}>
            <CheckIcon />
            <span className="vh">{t('done')}</span>
          </span>
        )}
      </button>
      {current && open > 0 && (
        <ul className={s.missing}>
          {section.missing.map((item) => (
            <Missing key={item.pointer + item.detail} item={item} {...{ code, onGo, onWaive }} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Missing({
  item,
  code,
  onGo,
  onWaive,
}: { item: MissingView; code: Step } & Pick<Props, 'onGo' | 'onWaive'>) {
  const t = useOutcomeText();
  return (
    <li>
      <button type="button" title={item.detail} onClick={() => onGo(code, item.pointer)}>
        {item.label}
        <small>{item.detail}</small>
      </button>
      {item.waivable && (
        <Button
          size="small"
          aria-label={`${item.label}：${t('waive')}`}
          onClick={() => onWaive(item.pointer, true)}
        >
          {t('waive')}
        </Button>
      )}
    </li>
  );
}

const FIELD_STEPS: [RegExp, Step][] = [
  [/^\/(maturity|parameters|cases|tcm|ethics)/, 'technical'],
  [/^\/(ip_rights|ownership|inventors|public_fund|hgr)/, 'ip'],
  [/^\/(cooperation|secret_level|confidential)/, 'cooperation'],
  [/^\/(attachments|self_check)/, 'files'],
];

/** The step a field stands in. */
export function stepOf(sections: readonly SectionView[], pointer: string): Step {
  const found = sections.find((part) => part.missing.some((item) => item.pointer === pointer));
  if (found && (STEPS as readonly string[]).includes(found.code)) return found.code as Step;
  return FIELD_STEPS.find(([pattern]) => pattern.test(pointer))?.[1] ?? 'basic';
}

const FIELD_NAMES = {
  '/scene': 'scene',
  '/diseases': 'diseases',
  '/background': 'background',
  '/innovation': 'innovation',
  '/contribution': 'contribution',
  '/maturity': 'maturity',
  '/maturity_evidence': 'maturityEvidence',
  '/parameters': 'parameters',
  '/cases': 'cases',
  '/tcm': 'tcm',
  '/ip_rights': 'ipRights',
  '/ownership_basis': 'ownershipBasis',
  '/public_fund': 'publicFund',
  '/hgr_involved': 'hgr',
  '/cooperation/modes': 'modes',
  '/attachments': 'attachments',
} as const;
type FieldName = (typeof FIELD_NAMES)[keyof typeof FIELD_NAMES];
const nameOf = (pointer: string): FieldName | undefined =>
  (FIELD_NAMES as Partial<Record<string, FieldName>>)[pointer];
