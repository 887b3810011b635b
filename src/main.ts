import { mount } from 'svelte';
import App from './App.svelte';
import { themeChoice } from './ui/state/theme.svelte';
import './ui/theme.css';

themeChoice.apply();

// In a task of its own: the code has just been read, which is long enough for one.
setTimeout(() => mount(App, { target: document.getElementById('app')! }));
