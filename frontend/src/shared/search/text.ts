import { defineText } from '@/shared/lib/text';

/** Words of every public search page. */
export const useSearchText = defineText(
  {
    took: '用时 {{ms}} 毫秒',
    sort: '排序',
    relevance: '相关',
    newest: '最新',
    score: '评分',
    year: '年份',
    didYouMean: '您是不是要找：',
    alsoSearched: '同时检索：',
    relaxed: '没有同时包含全部词语的结果，以下为部分匹配。',
    degraded: '检索引擎暂不可用，当前直接查询数据库：不识别同义词与错别字，结果可能较少。',
    partial: '部分匹配',
    removeOne: '去掉“{{name}}”',
    clear: '清除全部条件',
    hot: '热门',
    complete: '联想',
    inField: '{{field}}：',
  },
  {
    took: '{{ms}} ms',
    sort: 'Sort',
    relevance: 'Relevance',
    newest: 'Newest',
    score: 'Score',
    year: 'Year',
    didYouMean: 'Did you mean: ',
    alsoSearched: 'Also searched: ',
    relaxed: 'Nothing holds all the words; partial matches are shown.',
    degraded:
      'The search engine is away and the database answers: no synonyms, no typing errors, perhaps fewer results.',
    partial: 'partial',
    removeOne: 'Remove “{{name}}”',
    clear: 'Clear all',
    hot: 'Try',
    complete: 'Go on with',
    inField: '{{field}}: ',
  },
);
