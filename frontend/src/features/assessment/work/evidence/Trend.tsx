import { Button, Form, Input, InputNumber } from 'antd';
import type { EvidenceBaseView, PopulationTrendInput, PopulationTrendView } from '@/api/gen';
import { number } from '@/shared/lib/format';
import { DescriptionGrid } from '@/shared/ui';
import { useEvidenceText } from '../../i18n/evidence';
import { signedShare } from './figures';
import { trendInput } from './inputs';
import { Part } from './Part';
import { TrendChart } from './TrendChart';
import { useBase } from './useBase';
import { Where, WhereFields } from './Where';
import s from './evidence.module.css';

const BLANK = { unit: '人', points: [{}, {}] } as unknown as PopulationTrendInput;

/** The affected population by year: chart, data table, growth, source (5.1.2.1.4-b). */
export function TrendPart({ base, filesPath }: { base: EvidenceBaseView; filesPath: string }) {
  const t = useEvidenceText();
  const { save } = useBase(base);
  const required = [{ required: true, whitespace: true }];
  return (
    <Part<PopulationTrendInput>
      id="trend"
      title={t('trend')}
      hint={t('trendHint')}
      editable={base.editable}
      empty={!base.trend}
      start={base.trend ? trendInput(base.trend) : BLANK}
      onSave={(values) => save('trend', values)}
      fields={() => (
        <>
          <div className={s.two}>
            <Form.Item name="name" label={t('trendName')} rules={required}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name="unit" label={t('unit')}>
              <Input maxLength={40} />
            </Form.Item>
          </div>
          <Form.List name="points">
            {(fields, { add, remove }) => (
              <fieldset className={s.set}>
                <legend>{t('points2')}</legend>
                <div className={s.points}>
                  {fields.map((field) => (
                    <div key={field.key}>
                      <Form.Item
                        name={[field.name, 'year']}
                        label={t('year')}
                        rules={[{ required: true }]}
                      >
                        <InputNumber
                          min={1900}
                          max={2100}
                          precision={0}
                          style={{ width: '100%' }}
                        />
                      </Form.Item>
                      <Form.Item
                        name={[field.name, 'value']}
                        label={t('value')}
                        rules={[{ required: true }]}
                      >
                        <InputNumber min={0} style={{ width: '100%' }} />
                      </Form.Item>
                      <Button
                        type="text"
                        aria-label={t('removeRow', { n: field.name + 1 })}
                        disabled={fields.length <= 2}
                        onClick={() => remove(field.name)}
                      >
                        {t('remove')}
                      </Button>
                    </div>
                  ))}
                </div>
                <Button onClick={() => add({})}>{t('addRow')}</Button>
              </fieldset>
            )}
          </Form.List>
          <Form.Item name="source" label={t('source')} rules={required}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="note" label={t('note')}>
            <Input.TextArea rows={3} maxLength={2000} showCount />
          </Form.Item>
          <div className={s.two}>
            <WhereFields at={[]} files={base.files} sourced={false} />
          </div>
        </>
      )}
    >
      {base.trend ? <TrendShown trend={base.trend} filesPath={filesPath} /> : <p>{t('noTrend')}</p>}
    </Part>
  );
}

export function TrendShown({
  trend,
  filesPath,
}: {
  trend: PopulationTrendView;
  filesPath: string;
}) {
  const t = useEvidenceText();
  return (
    <>
      <TrendChart trend={trend} />
      <details className={s.twin}>
        <summary>{t('table')}</summary>
        <table className={s.table}>
          <thead>
            <tr>
              <th scope="col">{t('year')}</th>
              <th scope="col">
                {trend.name}（{trend.unit}）
              </th>
            </tr>
          </thead>
          <tbody>
            {trend.points.map((point) => (
              <tr key={point.year}>
                <th scope="row">{point.year}</th>
                <td className="num">{number(point.value, 2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      <DescriptionGrid
        items={[
          { label: t('growth'), value: signedShare(trend.growth, 2) },
          { label: t('change'), value: signedShare(trend.change) },
          { label: t('direction'), value: trend.direction_label },
          { label: t('where'), value: <Where from={trend} filesPath={filesPath} /> },
          trend.note ? { label: t('note'), value: trend.note, wide: true } : null,
        ]}
      />
    </>
  );
}
