/** How somebody's marks lie beside those of others. */
export default {
  title: 'Calibration',
  mine: 'My marks beside those of others',
  of: 'Marks of {{name}}',
  inSeason: 'During the season: drift',
  text: 'Compared with the mean of other trainers on the same assignment. Above zero is kinder, below zero stricter.',
  private: 'Only you and master trainers see this page.',
  leniency: 'Mean difference',
  spread: 'Spread',
  spreadMore: 'The smaller, the steadier.',
  pieces: 'Work compared',
  points: '{{points}} points',
  chart: 'Mean difference week by week',
  week: 'Week',
  difference: 'Difference',
  none: 'Not enough to compare yet',
  noneMore: 'It shows once other trainers have marked at least {{n}} pieces of the same assignment.',
};
