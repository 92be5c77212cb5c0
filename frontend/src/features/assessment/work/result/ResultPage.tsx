import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { assessmentsReadOptions } from '@/api/gen/@tanstack/react-query.gen';
import { useResultText } from '../../i18n/result';
import { AssessmentNav } from '../AssessmentNav';
import { ResultBody } from './ResultBody';

/** The result for organisers, and for the holder once the report is issued. */
export default function ResultPage() {
  const t = useResultText();
  const { id = '' } = useParams();
  const { data } = useQuery(assessmentsReadOptions({ path: { assessment_id: id } }));
  return (
    <ResultBody
      id={id}
      trail={[t('assessments'), '/work/assessments']}
      nav={
        data && (
          <AssessmentNav
            id={id}
            inside={data.can_inspect}
            released={data.can_read_result}
            issued={data.status === 'issued'}
            double={data.blindness === 'double'}
          />
        )
      }
    />
  );
}
