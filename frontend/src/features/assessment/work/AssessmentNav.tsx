import { NavLink } from 'react-router';
import { useBlindText } from '../i18n/blinding';
import { useResultText } from '../i18n/result';
import s from './nav.module.css';

interface Props {
  id: string;
  /** Those who organise see the panel and the proceedings. */
  inside: boolean;
  released: boolean;
  issued: boolean;
  double?: boolean;
}

/** The pages of one assessment; what cannot be opened yet is not offered. */
export function AssessmentNav({ id, inside, released, issued, double = false }: Props) {
  const t = useResultText();
  const blind = useBlindText();
  const base = `/work/assessments/${id}`;
  const pages: [string, string, boolean][] = [
    [base, t(inside ? 'panelPage' : 'progressPage'), true],
    [`${base}/blinding`, blind('check'), inside && double],
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
