import { mount } from 'svelte';
import App from './App.svelte';
import { ownAddress } from './ui/state/language';
import { themeChoice } from './ui/state/theme.svelte';
import './ui/theme.css';

themeChoice.apply();

const elsewhere = ownAddress();
if (elsewhere) location.replace(elsewhere);
// In a task of its own: the code has just been read, which is long enough for one.
else setTimeout(() => mount(App, { target: document.getElementById('app')! }));
