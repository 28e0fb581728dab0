export default { title: 'Scripts' };
