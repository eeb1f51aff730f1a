import '@fontsource-variable/inter';
import { mount } from 'svelte';
import '../renderer/styles/tokens.css';
import '../renderer/styles/base.css';
import '../renderer/styles/controls.css';
import '../renderer/styles/forms.css';
import './page.css';
import Page from './Page.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('index.html: expected an element with id "app"');
mount(Page, { target });
