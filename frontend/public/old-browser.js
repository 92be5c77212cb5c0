document.getElementById('root').innerHTML =
  '<div class="boot">您的浏览器版本过低。请改用 Chrome 109 / Edge 109 以上版本，360 与 QQ 浏览器请切换到“极速模式”。</div>';
