import { tellUsage } from './serve.js';

// The application runs as in production, from its bundle; this is loaded before it.
tellUsage();
