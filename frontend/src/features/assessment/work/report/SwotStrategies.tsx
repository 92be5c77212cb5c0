import { Button, Input, Select } from 'antd';
import type { StrategyInput, SwotItemInput } from '@/api/gen';
import { useReportText } from '../../i18n/report';
import { STRATEGY_TYPES, usable } from './swot';
import s from './report.module.css';

interface Props {
  items: readonly SwotItemInput[];
  strategies: StrategyInput[];
  onChange: (next: StrategyInput[]) => void;
}

/** Strategies, each built on entries of its two quadrants. */
export function SwotStrategies({ items, strategies, onChange }: Props) {
  const t = useReportText();
  const change = (index: number, part: Partial<StrategyInput>) =>
    onChange(strategies.map((row, k) => (k === index ? { ...row, ...part } : row)));
  return (
    <fieldset className={s.quadrant}>
      <legend>{t('strategies')}</legend>
      {strategies.map((strategy, index) => (
        <div key={index} className={s.strategy}>
          <Select
            aria-label={t('strategyType')}
            value={strategy.type}
            options={STRATEGY_TYPES.map((type) => ({ value: type, label: t(type) }))}
            onChange={(type) => change(index, { type, uses: [] })}
          />
          <Input
            aria-label={t('strategyText')}
            placeholder={t('strategyText')}
            maxLength={500}
            value={strategy.text}
            onChange={(event) => change(index, { text: event.target.value })}
          />
          <Select
            mode="multiple"
            aria-label={t('strategyUses')}
            placeholder={t('strategyUses')}
            value={strategy.uses}
            options={usable(items, strategy.type)}
            onChange={(uses: string[]) => change(index, { uses })}
          />
          <Button size="small" onClick={() => onChange(strategies.filter((_, k) => k !== index))}>
            {t('remove')}
          </Button>
        </div>
      ))}
      <Button
        size="small"
        onClick={() => onChange([...strategies, { type: 'SO', text: '', uses: [] }])}
      >
        {t('addStrategy')}
      </Button>
    </fieldset>
  );
}
