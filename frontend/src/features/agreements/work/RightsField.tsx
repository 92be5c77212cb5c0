import { Checkbox } from 'antd';
import type { RightInput, RightView } from '@/api/gen';
import { Tag } from '@/shared/ui';
import { useAgreementsText } from '../i18n';
import s from './Room.module.css';

interface Props {
  all: readonly RightView[];
  value?: RightInput[];
  onChange?: (value: RightInput[]) => void;
}

/** Which rights the contract covers, and what the holder declares of each. */
export function RightsField({ all, value = [], onChange }: Props) {
  const t = useAgreementsText();
  if (all.length === 0) return <p className={s.quiet}>{t('noRights')}</p>;
  const change = (id: string, next: Partial<RightInput>) =>
    onChange?.(value.map((item) => (item.right_id === id ? { ...item, ...next } : item)));
  return (
    <ul className={s.rights}>
      {all.map((right) => {
        const chosen = value.find((item) => item.right_id === right.right_id);
        return (
          <li key={right.right_id}>
            <Checkbox
              checked={Boolean(chosen)}
              onChange={(event) =>
                onChange?.(
                  event.target.checked
                    ? [...value, { right_id: right.right_id }]
                    : value.filter((item) => item.right_id !== right.right_id),
                )
              }
            >
              <b>{right.title}</b> <Tag>{right.kind_label}</Tag>
            </Checkbox>
            <small className="num">
              {right.number} · {right.state_label} · {t('owner', { owner: right.owner || '—' })}
              {right.expiry_date && ` · ${t('expires', { date: right.expiry_date })}`}
            </small>
            {chosen && (
              <span className={s.declared}>
                <Checkbox
                  checked={chosen.co_owner_consent}
                  onChange={(event) =>
                    change(right.right_id, { co_owner_consent: event.target.checked })
                  }
                >
                  {t('coOwnerConsent')}
                </Checkbox>
                <Checkbox
                  checked={chosen.open_licence}
                  onChange={(event) =>
                    change(right.right_id, { open_licence: event.target.checked })
                  }
                >
                  {t('openLicence')}
                </Checkbox>
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
