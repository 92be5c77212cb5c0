import { InputNumber } from 'antd';
import { capitalAmount } from '@/shared/lib/money';
import { useAgreementsText } from '../i18n';
import s from './Room.module.css';

interface Props {
  id?: string;
  /** Whole fen. */
  value?: number | null;
  onChange?: (fen: number | null) => void;
}

/** An amount typed in yuan, kept in fen, read back in capital figures. */
export function MoneyInput({ id, value, onChange }: Props) {
  const t = useAgreementsText();
  return (
    <>
      <InputNumber<number>
        id={id}
        min={0}
        max={90_071_992_547_409}
        precision={2}
        suffix={t('yuan')}
        style={{ width: '100%' }}
        value={value == null ? null : value / 100}
        onChange={(yuan) => onChange?.(yuan == null ? null : Math.round(yuan * 100))}
      />
      {value != null && (
        <small className={s.capital} lang="zh-CN">
          {t('capital', { text: capitalAmount(value) })}
        </small>
      )}
    </>
  );
}
