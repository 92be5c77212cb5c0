import { lazy, Suspense } from 'react';
import { Link, useNavigate } from 'react-router';
import type { HomeSection } from '@/shared/lib/routes';
import { Button, ChevronRightIcon, SearchBox, Skeleton, useDocumentTitle } from '@/shared/ui';
import { useHomeText } from '../i18n';
import s from './HomePage.module.css';

// Other features add sections (numbers, newest outcomes, notices) with a home.ts of their own.
const sections = Object.values(
  import.meta.glob<{ homeSections: HomeSection[] }>('../../*/home.ts', { eager: true }),
)
  .flatMap((module) => module.homeSections)
  .sort((a, b) => a.order - b.order)
  .map((section) => ({ key: section.key, Section: lazy(section.load) }));

const STEPS = [
  ['6.1', 's1', 's1d'],
  ['6.2', 's2', 's2d'],
  ['6.3', 's3', 's3d'],
  ['6.4', 's4', 's4d'],
  ['6.5', 's5', 's5d'],
] as const;

const DOORS = [
  ['forHolder', 'forHolderText', 'forHolderAct', '/work/outcomes/new'],
  ['forDemander', 'forDemanderText', 'forDemanderAct', '/work/demands/new'],
  ['forPublic', 'forPublicText', 'forPublicAct', '/standard'],
] as const;

const HOT = ['肝纤维化', '乙肝', '脂肪肝', '院内制剂', '诊断试剂'];

export default function HomePage() {
  const t = useHomeText();
  const navigate = useNavigate();
  useDocumentTitle(t('title'));
  const search = (q: string) => void navigate(`/library?q=${encodeURIComponent(q)}`);
  return (
    <>
      <section className={s.hero}>
        <div className={s.heroIn}>
          <h1 className="serif">{t('headline')}</h1>
          <p className={s.lead}>{t('lead')}</p>
          <SearchBox value="" onSearch={search} onSubmitOnly slashKey placeholder={t('search')} />
          <p className={s.hot}>
            <span>{t('hot')}</span>
            {HOT.map((word) => (
              <Link key={word} lang="zh-CN" to={`/library?q=${encodeURIComponent(word)}`}>
                {word}
              </Link>
            ))}
          </p>
        </div>
      </section>
      <div className={s.body}>
        {sections.map(({ key, Section }) => (
          <Suspense key={key} fallback={<Skeleton rows={4} />}>
            <Section />
          </Suspense>
        ))}
        <section aria-labelledby="process">
          <div className={s.sectionHead}>
            <h2 id="process" className="serif">
              {t('process')}
            </h2>
            <p>{t('processHint')}</p>
          </div>
          <ol className={s.steps}>
            {STEPS.map(([no, title, text]) => (
              <li key={no}>
                <small className="num">{t('clause', { no })}</small>
                <h3>{t(title)}</h3>
                <p>{t(text)}</p>
              </li>
            ))}
          </ol>
        </section>
        <ul className={s.doors}>
          {DOORS.map(([title, text, act, to]) => (
            <li key={title}>
              <h2 className="serif">{t(title)}</h2>
              <p>{t(text)}</p>
              <Button to={to}>
                {t(act)} <ChevronRightIcon />
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
