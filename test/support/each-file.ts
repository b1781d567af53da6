import { closeAfterwards } from './afterwards.js';

closeAfterwards();
