import { createContext, use, type ReactNode } from 'react';
import type { OutcomeView } from '@/api/gen';
import { DescriptionGrid, Value } from '@/shared/ui';
import { useOutcomeText } from '../i18n';
import { Cases, Files, Parameters, Rights } from './FieldTables';
import s from './outcomes.module.css';

interface Props {
  outcome: OutcomeView;
  /** Beside the name of each field: the reviewer's button. */
  aside?: (pointer: string, label: string) => ReactNode;
}

type Aside = Props['aside'];
const AsideContext = createContext<Aside>(undefined);

function Part({ at, label, children }: { at: string; label: string; children: ReactNode }) {
  const aside = use(AsideContext);
  return (
    <div className={s.field}>
      <div className={s.fieldHead}>
        <h3>{label}</h3>
        {aside?.(at, label)}
      </div>
      {children}
    </div>
  );
}

/** Everything the application says, in the order of the form; what is silent reads 未披露. */
export function OutcomeFields({ outcome, aside }: Props) {
  const t = useOutcomeText();
  const text = (at: string, label: string, value: string) => (
    <Part at={at} label={label}>
      <p className={s.pre}>
        <Value value={value} />
      </p>
    </Part>
  );
  return (
    <AsideContext value={aside}>
      <section className="panel" aria-label={t('basic')}>
        <h2>{t('basic')}</h2>
        <Part at="/kind" label={t('kind')}>
          <DescriptionGrid
            items={[
              { label: t('kind'), value: outcome.kind_label },
              { label: t('techField'), value: outcome.tech_field_label },
              { label: t('scene'), value: outcome.scene_label },
              { label: t('year'), value: outcome.year === null ? null : String(outcome.year) },
              {
                label: t('diseases'),
                wide: true,
                value: outcome.diseases.map((code, n) => `${code} ${outcome.disease_labels[n]}`),
              },
            ]}
          />
        </Part>
        {text('/summary', t('summary'), outcome.summary)}
        {text('/background', t('background'), outcome.background)}
        {text('/innovation', t('innovation'), outcome.innovation)}
        {text('/contribution', t('contribution'), outcome.contribution)}
      </section>
      <section className="panel" aria-label={t('technical')}>
        <h2>{t('technical')}</h2>
        <Part at="/maturity" label={t('maturity')}>
          <p>
            <Value value={outcome.maturity_label} />
          </p>
          {outcome.maturity_evidence && <p className={s.muted}>{outcome.maturity_evidence}</p>}
        </Part>
        <Part at="/parameters" label={t('parameters')}>
          <Parameters outcome={outcome} />
        </Part>
        <Part at="/cases" label={t('cases')}>
          <Cases outcome={outcome} />
        </Part>
        <Part at="/tcm" label={t('tcm')}>
          <DescriptionGrid
            items={[
              { label: t('syndromes'), value: outcome.tcm.syndrome_labels },
              { label: t('herbs'), value: outcome.tcm.herbs },
              { label: t('formulaSource'), value: outcome.tcm.formula_source },
              { label: t('traditionalKnowledge'), value: outcome.tcm.traditional_knowledge },
              outcome.tcm.endangered.length > 0 && {
                label: t('endangered'),
                value: outcome.tcm.endangered,
              },
            ]}
          />
        </Part>
        {text('/ethics', t('ethics'), outcome.ethics)}
      </section>
      <section className="panel" aria-label={t('ip')}>
        <h2>{t('ip')}</h2>
        <Part at="/ip_rights" label={t('ipRights')}>
          <Rights outcome={outcome} />
        </Part>
        <Part at="/ownership_basis" label={t('ownershipBasis')}>
          <DescriptionGrid
            items={[
              { label: t('ownershipBasis'), value: outcome.ownership_basis_label },
              { label: t('inventors'), value: outcome.inventors_count },
              { label: t('publicFund'), value: outcome.public_fund },
              { label: t('hgr'), value: outcome.hgr_involved },
            ]}
          />
        </Part>
      </section>
      <section className="panel" aria-label={t('cooperation')}>
        <h2>{t('cooperation')}</h2>
        <Part at="/cooperation/modes" label={t('modes')}>
          <DescriptionGrid
            items={[
              { label: t('modes'), value: outcome.cooperation.mode_labels },
              { label: t('exclusivity'), value: outcome.cooperation.exclusivity_label },
              { label: t('region'), value: outcome.cooperation.region },
              { label: t('priceIdea'), value: outcome.cooperation.price_idea },
              { label: t('coopNote'), value: outcome.cooperation.note, wide: true },
            ]}
          />
        </Part>
        <Part at="/secret_level" label={t('secretLevel')}>
          <p>{outcome.secret_level_label}</p>
          {outcome.confidential_hidden && <p className={s.muted}>{t('confidentialHidden')}</p>}
          {outcome.confidential_note && (
            <p className={s.pre}>
              {t('confidentialNote')}：{outcome.confidential_note}
            </p>
          )}
        </Part>
      </section>
      <section className="panel" aria-label={t('attachments')}>
        <Part at="/attachments" label={t('attachments')}>
          <Files outcome={outcome} />
        </Part>
      </section>
    </AsideContext>
  );
}
