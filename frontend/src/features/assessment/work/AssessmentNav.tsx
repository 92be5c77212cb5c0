import { NavLink } from 'react-router';
import { useResultText } from '../i18n/result';
import s from './nav.module.css';

interface Props {
  id: string;
  /** Those who organise see the panel and the proceedings. */
  inside: boolean;
  released: boolean;
  issued: boolean;
}

/** The pages of one assessment; what cannot be opened yet is not offered. */
export function AssessmentNav({ id, inside, released, issued }: Props) {
  const t = useResultText();
  const base = `/work/assessments/${id}`;
  const pages: [string, string, boolean][] = [
    [base, t(inside ? 'panelPage' : 'progressPage'), true],
    [`${base}/proceedings`, t('proceedingsPage'), inside || issued],
    [`${base}/result`, t('resultPage'), released],
    [`${base}/report`, t('reportPage'), released],
    [`${base}/appeal`, t('appealPage'), issued],
  ];
  return (
    <nav className={`no-print ${s.nav}`} aria-label={t('navLabel')}>
      {pages.map(
        ([to, label, open]) =>
          open && (
            <NavLink key={to} to={to} end>
              {label}
            </NavLink>
          ),
      )}
    </nav>
  );
}
