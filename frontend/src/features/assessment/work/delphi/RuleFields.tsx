import { Checkbox, Form, InputNumber } from 'antd';
import { useDelphiText } from '../../i18n/delphi';
import o from '../organise.module.css';
import s from './delphi.module.css';

/** A share between 0 and 1, written as percent. */
function Share({ name, label }: { name: (string | number)[]; label: string }) {
  return (
    <Form.Item name={name} label={label} rules={[{ required: true }]}>
      <InputNumber<number>
        min={0}
        max={1}
        step={0.05}
        suffix="%"
        formatter={(value) => (value == null ? '' : String(Math.round(Number(value) * 1000) / 10))}
        parser={(text) => Number(text) / 100}
      />
    </Form.Item>
  );
}

function Figure({ name, label, min, max, step }: FigureProps) {
  return (
    <Form.Item name={name} label={label} rules={[{ required: true }]}>
      <InputNumber<number> min={min} max={max} step={step} />
    </Form.Item>
  );
}

interface FigureProps {
  name: string[];
  label: string;
  min: number;
  max: number;
  step: number;
}

/** Stop rule and screening rule; both are kept with the study and shown with every round. */
export function RuleFields() {
  const t = useDelphiText();
  return (
    <>
      <section className="panel" aria-labelledby="stop-rule">
        <h2 id="stop-rule">{t('stopRule')}</h2>
        <p className={o.lead}>{t('stopLead')}</p>
        <div className={s.rules}>
          <Share name={['stop_rule', 'top_two_share']} label={t('topTwo')} />
          <Figure
            name={['stop_rule', 'cv_ceiling']}
            label={t('cvCeiling')}
            min={0}
            max={1}
            step={0.05}
          />
          <Share name={['stop_rule', 'items_share']} label={t('itemsShare')} />
          <Share name={['stop_rule', 'changed_ceiling']} label={t('changedCeiling')} />
          <Share name={['stop_rule', 'response_floor']} label={t('responseFloor')} />
          <Figure
            name={['stop_rule', 'last_round']}
            label={t('lastRound')}
            min={2}
            max={6}
            step={1}
          />
        </div>
      </section>
      <section className="panel" aria-labelledby="screen-rule">
        <h2 id="screen-rule">{t('screenRule')}</h2>
        <p className={o.lead}>{t('screenLead')}</p>
        <div className={s.rules}>
          <Figure
            name={['screen_rule', 'delete_at']}
            label={t('deleteAt')}
            min={1}
            max={3}
            step={1}
          />
          <Share name={['screen_rule', 'mean_floor_share']} label={t('meanFloor')} />
          <Figure
            name={['screen_rule', 'cv_ceiling']}
            label={t('screenCv')}
            min={0}
            max={1}
            step={0.05}
          />
        </div>
        <Form.Item name={['screen_rule', 'need_absolute']} valuePropName="checked">
          <Checkbox>{t('needAbsolute')}</Checkbox>
        </Form.Item>
      </section>
    </>
  );
}
