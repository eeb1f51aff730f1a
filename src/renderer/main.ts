import '@fontsource-variable/inter';
import { mount } from 'svelte';
import App from './App.svelte';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/forms.css';

const target = document.getElementById('app');
if (!target) throw new Error('index.html: expected an element with id "app"');
mount(App, { target });
