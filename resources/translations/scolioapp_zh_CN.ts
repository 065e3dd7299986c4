<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AboutPage</name>
    <message>
        <source>About ScolioApp</source>
        <translation>关于 ScolioApp</translation>
    </message>
    <message>
        <source>&amp;Check this computer</source>
        <translation>检查这台电脑(&amp;C)</translation>
    </message>
    <message>
        <source>Check that everything the program needs is there</source>
        <translation>查看程序所需的一切是否齐备</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>版本 {version}</translation>
    </message>
    <message>
        <source>Screens the gait in a walking video for features associated with scoliosis, on this computer alone: nothing is sent anywhere.</source>
        <translation>在行走视频中筛查与脊柱侧弯相关的步态特征。全部处理只在这台电脑上进行：不向任何地方发送数据。</translation>
    </message>
    <message>
        <source>For research and education</source>
        <translation>供研究和教学使用</translation>
    </message>
    <message>
        <source>This program is not a medical device. Its output is not a diagnosis; decisions about a person belong to a qualified clinician who examines that person.</source>
        <translation>本程序不是医疗器械。其输出不是诊断；有关个人的决定应由为其做检查的合格临床医生作出。</translation>
    </message>
    <message>
        <source>ScolioApp: Apache-2.0. Qt {qt} with PySide6: LGPL-3.0, dynamically linked, so it can be replaced. Pose networks: MediaPipe Pose by Google, Apache-2.0. The file NOTICE lists every bundled model and video with its source.</source>
        <translation>ScolioApp：Apache-2.0。Qt {qt} 与 PySide6：LGPL-3.0，动态链接，因此可以更换。姿态网络：Google 的 MediaPipe Pose，Apache-2.0。NOTICE 文件列出了随附的每个模型和视频及其来源。</translation>
    </message>
    <message>
        <source>Check &amp;now</source>
        <translation>立即检查(&amp;N)</translation>
    </message>
    <message>
        <source>Checking asks {host} once over the internet, and sends nothing about you, this computer or your recordings. Nothing is downloaded.</source>
        <translation>检查时会通过互联网向 {host} 询问一次，不发送关于您、这台电脑或视频的任何信息，也不下载任何内容。</translation>
    </message>
    <message>
        <source>Installed models</source>
        <translation>已安装的模型</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可</translation>
    </message>
    <message>
        <source>Newer versions</source>
        <translation>新版本</translation>
    </message>
    <message>
        <source>&amp;Open the page of version {version}</source>
        <translation>打开 {version} 版的页面(&amp;O)</translation>
    </message>
    <message>
        <source>No model is installed.</source>
        <translation>没有安装模型。</translation>
    </message>
</context>
<context>
    <name>Access</name>
    <message>
        <source>Too short: at least {count} characters.</source>
        <translation>太短：至少 {count} 个字符。</translation>
    </message>
    <message>
        <source>Easy to guess. Take several words.</source>
        <translation>容易猜到。请使用几个词。</translation>
    </message>
    <message>
        <source>Fair. Another word makes it much harder to guess.</source>
        <translation>尚可。再加一个词会难猜得多。</translation>
    </message>
    <message>
        <source>Hard to guess.</source>
        <translation>难以猜到。</translation>
    </message>
    <message>
        <source>Examines: patients, visits, consents, findings, recordings and drafts.</source>
        <translation>进行检查：受检者、就诊、同意书、检查所见、视频和草稿。</translation>
    </message>
    <message>
        <source>As an examiner; also reviews, signs, amends and overrides.</source>
        <translation>同检查者；还可以复核、签名、修订和改判。</translation>
    </message>
    <message>
        <source>Sees numbers and dates only: no names, notes or pictures.</source>
        <translation>只能看到数字和日期：没有姓名、备注和图像。</translation>
    </message>
    <message>
        <source>Everything; also users, settings, merging, deletion and backups.</source>
        <translation>全部权限；还包括用户、设置、合并、删除和备份。</translation>
    </message>
</context>
<context>
    <name>AccessDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>AddUserDialog</name>
    <message>
        <source>Add a user</source>
        <translation>添加用户</translation>
    </message>
    <message>
        <source>&amp;Add the user</source>
        <translation>添加用户(&amp;A)</translation>
    </message>
    <message>
        <source>Short, such as initials</source>
        <translation>简短，例如姓名缩写</translation>
    </message>
    <message>
        <source>As it is printed under a signature</source>
        <translation>打印在签名下方的姓名</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>姓名(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Login</source>
        <translation>登录名(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Role</source>
        <translation>角色(&amp;R)</translation>
    </message>
    <message>
        <source>Give the first password to the user, who can change it under Settings.</source>
        <translation>请将初始密码告诉该用户，用户可以在设置中更改。</translation>
    </message>
    <message>
        <source>A name is wanting.</source>
        <translation>还缺姓名。</translation>
    </message>
    <message>
        <source>A login is wanting.</source>
        <translation>还缺登录名。</translation>
    </message>
</context>
<context>
    <name>Administration</name>
    <message>
        <source>The backup was made and checked.</source>
        <translation>备份已完成并通过检查。</translation>
    </message>
    <message>
        <source>Saved to “{name}”, read back and compared. Newest entry of the trail: {code}.</source>
        <translation>已保存到“{name}”，并已读回比对。日志最新条目：{code}。</translation>
    </message>
    <message>
        <source>Everything is as it was written: each row, each of the {count} entries of the trail, each recording. Newest entry: {code}.</source>
        <translation>一切与写入时一致：每一行、日志的全部 {count} 个条目、每段录制。最新条目：{code}。</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Time (UTC)</source>
        <translation>时间 (UTC)</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>动作</translation>
    </message>
    <message>
        <source>About</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>哈希</translation>
    </message>
    <message>
        <source>{count} entries were written to “{name}”.</source>
        <translation>已将 {count} 个条目写入“{name}”。</translation>
    </message>
    <message>
        <source>Erased. It can no longer be brought back.</source>
        <translation>已清除，无法再恢复。</translation>
    </message>
    <message>
        <source>Stopped. Nothing is left of it.</source>
        <translation>已停止，未留下任何内容。</translation>
    </message>
</context>
<context>
    <name>AdministrationDialog</name>
    <message>
        <source>Administration of the protected records</source>
        <translation>受保护记录的管理</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>&amp;Backups</source>
        <translation>备份(&amp;B)</translation>
    </message>
    <message>
        <source>Audit &amp;trail</source>
        <translation>审计日志(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Keeping and erasing</source>
        <translation>保存与清除(&amp;K)</translation>
    </message>
</context>
<context>
    <name>AdministrationWiring</name>
    <message>
        <source>The automatic backup could not be made. {why}</source>
        <translation>无法进行自动备份。{why}</translation>
    </message>
</context>
<context>
    <name>AgreementDialog</name>
    <message>
        <source>Release agreement</source>
        <translation>发放协议</translation>
    </message>
    <message>
        <source>&amp;Add it</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>“{name}” does not say that it was simulated or made from your own videos, so it is treated as Scoliosis1K, which is released under an agreement.</source>
        <translation>“{name}”没有说明它是模拟的或由自己的视频制成，因此视为 Scoliosis1K；该数据集须依协议发放。</translation>
    </message>
    <message>
        <source>&amp;I have signed the release agreement, or work for someone who has, and abide by it.</source>
        <translation>我（或我所属的机构）已签署发放协议，并会遵守(&amp;I)。</translation>
    </message>
    <message>
        <source>The date is stored with the dataset and in the card of every model.</source>
        <translation>同意的日期会随数据集保存，并写入每个模型的卡片。</translation>
    </message>
    <message>
        <source>Tick the box to agree.</source>
        <translation>请勾选以表示同意。</translation>
    </message>
</context>
<context>
    <name>AmendDialog</name>
    <message>
        <source>Amend this result</source>
        <translation>修订此结果</translation>
    </message>
    <message>
        <source>Make a &amp;new version</source>
        <translation>生成新版本(&amp;N)</translation>
    </message>
    <message>
        <source>A new version is made as a draft, to be changed, reviewed and signed. The signed one stays readable, and says that it was amended.</source>
        <translation>将生成一个新版本作为草稿，可以更改、审核和签名。已签名的版本仍可阅读，并注明已被修订。</translation>
    </message>
    <message>
        <source>Rea&amp;son:</source>
        <translation>理由(&amp;S)：</translation>
    </message>
    <message>
        <source>It is printed with the new version.</source>
        <translation>它会与新版本一起打印。</translation>
    </message>
    <message>
        <source>An amendment needs a reason. Write in a few words what changes.</source>
        <translation>修订需要理由。请简要写明更改内容。</translation>
    </message>
</context>
<context>
    <name>BackDrawing</name>
    <message>
        <source>Where on the back, seen from behind</source>
        <translation>背部位置，从后面看</translation>
    </message>
    <message>
        <source>L</source>
        <translation>左</translation>
    </message>
    <message>
        <source>R</source>
        <translation>右</translation>
    </message>
</context>
<context>
    <name>BackupTable</name>
    <message>
        <source>Made</source>
        <translation>生成时间</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>已检查</translation>
    </message>
    <message>
        <source>Removed at the latest</source>
        <translation>最迟移除</translation>
    </message>
    <message>
        <source>yes, when it was made</source>
        <translation>是，生成时已检查</translation>
    </message>
</context>
<context>
    <name>BackupsPart</name>
    <message>
        <source>Automatic backups</source>
        <translation>自动备份</translation>
    </message>
    <message>
        <source>Back up &amp;now</source>
        <translation>立即备份(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Restore…</source>
        <translation>恢复(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Save to one file…</source>
        <translation>保存为一个文件(&amp;S)…</translation>
    </message>
    <message>
        <source>Restore the chosen backup, another one, or one from a file</source>
        <translation>恢复所选备份、其他备份或文件中的备份</translation>
    </message>
    <message>
        <source>Made by itself</source>
        <translation>自动生成</translation>
    </message>
    <message>
        <source>A minute after unlocking, when the newest is a day old, and after twenty signatures: in the background, while you work. The two newest are kept, on the same disk: they help against mistakes and damage, not against theft or fire.</source>
        <translation>解锁一分钟后，若最新备份已满一天，以及每二十次签名之后，会在您工作时于后台自动备份。保留最新的两份，位于同一磁盘：可防误操作和损坏，不能防盗窃或火灾。</translation>
    </message>
    <message>
        <source>For a stick or a server</source>
        <translation>用于U盘或服务器</translation>
    </message>
    <message>
        <source>Everything in one encrypted file that may leave this computer, with a passphrase of its own. It is read back and compared before it counts.</source>
        <translation>将所有内容保存为一个加密文件，可以带离本计算机，并有单独的密码短语。写入后会读回并比对，一致才算完成。</translation>
    </message>
    <message>
        <source>Backing up and checking…</source>
        <translation>正在备份并检查…</translation>
    </message>
    <message>
        <source>Save a backup of the records</source>
        <translation>保存记录的备份</translation>
    </message>
    <message>
        <source>Backups (*.scoliobackup)</source>
        <translation>备份 (*.scoliobackup)</translation>
    </message>
    <message>
        <source>Saving, reading back and comparing…</source>
        <translation>正在保存、读回并比对…</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭这条消息</translation>
    </message>
</context>
<context>
    <name>Bench</name>
    <message>
        <source>Pa&amp;use</source>
        <translation>暂停(&amp;U)</translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation>停止(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>恢复(&amp;R)</translation>
    </message>
    <message>
        <source>Eva&amp;luate…</source>
        <translation>评估…(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Add to models</source>
        <translation>加入模型(&amp;A)</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Show output</source>
        <translation>显示输出</translation>
    </message>
    <message>
        <source>Stop after the current step, with a checkpoint</source>
        <translation>在当前步之后停止，并保存检查点</translation>
    </message>
    <message>
        <source>Continue from the last checkpoint</source>
        <translation>从最后一个检查点继续</translation>
    </message>
    <message>
        <source>Make the finished model available wherever models are chosen</source>
        <translation>使最终模型可在选择模型处使用</translation>
    </message>
    <message>
        <source>Open the run&apos;s folder</source>
        <translation>打开此训练的文件夹</translation>
    </message>
    <message>
        <source>The last lines of the training output</source>
        <translation>训练程序最后输出的几行</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Training runs</source>
        <translation>训练列表</translation>
    </message>
    <message>
        <source>Looking for runs…</source>
        <translation>正在查找训练…</translation>
    </message>
    <message>
        <source>There are no runs yet. Choose a preset and a dataset, then start: the curves appear here while the network learns.</source>
        <translation>还没有训练。请选择预设和数据集，然后开始：网络学习时曲线会显示在这里。</translation>
    </message>
    <message>
        <source>People simulated for a run are not a dataset; the figures on the card are in its log.</source>
        <translation>为训练生成的模拟人不是数据集；其日志显示模型卡中的数值。</translation>
    </message>
    <message>
        <source>Contin&amp;ue</source>
        <translation>继续(&amp;U)</translation>
    </message>
    <message>
        <source>Continuing…</source>
        <translation>正在继续…</translation>
    </message>
    <message>
        <source>A run with several processes can be stopped but not paused.</source>
        <translation>由多个进程进行的训练可以停止，但不能暂停。</translation>
    </message>
    <message>
        <source>Delete the run “{name}” permanently?</source>
        <translation>要永久删除训练“{name}”吗？</translation>
    </message>
    <message>
        <source>Its checkpoints, log and model will be deleted. This cannot be undone. A model that was added to Models stays there.</source>
        <translation>其检查点、日志和模型将被删除，且无法撤销。已加入模型列表的模型会保留。</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Delete this run permanently</source>
        <translation>永久删除此训练</translation>
    </message>
    <message>
        <source>Show repor&amp;t</source>
        <translation>显示报告(&amp;T)</translation>
    </message>
    <message>
        <source>Figures over all folds, each person judged by a network that never saw them</source>
        <translation>所有折的数值，每位受检者都由从未见过其本人的网络判断</translation>
    </message>
    <message>
        <source>Evaluate the finished model on its dataset</source>
        <translation>在其数据集上评估最终模型</translation>
    </message>
    <message>
        <source>Stop the run first.</source>
        <translation>请先停止此训练。</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>正在暂停…</translation>
    </message>
    <message>
        <source>Delete run</source>
        <translation>删除训练</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
</context>
<context>
    <name>BodyStrip</name>
    <message>
        <source>Gate</source>
        <translation>门控</translation>
    </message>
    <message>
        <source>Why, by body level</source>
        <translation>各身体部位的判读依据</translation>
    </message>
</context>
<context>
    <name>BusyBar</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Measuring again…</source>
        <translation>正在重新测量…</translation>
    </message>
    <message>
        <source>Screening person {number}…</source>
        <translation>正在筛查第 {number} 人…</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>正在取消…</translation>
    </message>
</context>
<context>
    <name>CalibrateDialog</name>
    <message>
        <source>Fit the calibration of “{name}”</source>
        <translation>拟合“{name}”的校准</translation>
    </message>
    <message>
        <source>Thresholds with the largest sensitivity + specificity (&amp;Youden)</source>
        <translation>按灵敏度 + 特异度最大确定阈值（Youden）(&amp;Y)</translation>
    </message>
    <message>
        <source>Thresholds for a target &amp;sensitivity</source>
        <translation>按期望的灵敏度确定阈值(&amp;S)</translation>
    </message>
    <message>
        <source>Fit the scale only; &amp;keep the thresholds</source>
        <translation>只拟合比例系数，阈值不变(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>拟合(&amp;F)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Judging the validation people…</source>
        <translation>正在判断验证人群…</translation>
    </message>
    <message>
        <source>Probabilities and thresholds are fitted on the {count} validation sequences of “{name}”. The test people are not used. The model&apos;s card will say what was fitted, on whom and when.</source>
        <translation>概率和阈值用“{name}”的 {count} 个验证序列拟合，不使用测试人群。模型卡将注明拟合了什么、用了哪些人以及何时拟合。</translation>
    </message>
    <message>
        <source>Earlier reports then no longer apply: evaluate the model again afterwards.</source>
        <translation>此后，先前的报告不再适用：请随后重新评估模型。</translation>
    </message>
    <message>
        <source>In&amp;conclusive at most</source>
        <translation>不下结论者至多(&amp;C)</translation>
    </message>
    <message>
        <source>Fitted on {sequences} sequences from one person.</source>
        <translation>已在 1 人的 {sequences} 个序列上拟合。</translation>
    </message>
    <message>
        <source>Fitted on {sequences} sequences from {people} people.</source>
        <translation>已用 {people} 人的 {sequences} 个序列拟合。</translation>
    </message>
    <message>
        <source>Sensitivity among positive and neutral &amp;people</source>
        <translation>侧弯样和临界人群中的灵敏度(&amp;P)</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
</context>
<context>
    <name>Camera</name>
    <message>
        <source>{width} x {height}, {rate} a second, MJPEG</source>
        <translation>{width} x {height}，每秒 {rate} 帧，MJPEG</translation>
    </message>
    <message>
        <source>{width} x {height}, {rate} a second, raw</source>
        <translation>{width} x {height}，每秒 {rate} 帧，未压缩</translation>
    </message>
    <message>
        <source>{size}, {rate} frames a second</source>
        <translation>{size}，每秒 {rate} 帧</translation>
    </message>
    <message>
        <source>{count} frame missing</source>
        <translation>缺 {count} 帧</translation>
    </message>
    <message>
        <source>{count} frames missing</source>
        <translation>缺 {count} 帧</translation>
    </message>
    <message>
        <source>about {metres} m away</source>
        <translation>距离约 {metres} 米</translation>
    </message>
    <message>
        <source>camera level</source>
        <translation>摄像头水平</translation>
    </message>
    <message>
        <source>camera tilted by {degrees}°</source>
        <translation>摄像头倾斜 {degrees}°</translation>
    </message>
    <message>
        <source>Walked {seconds} s, about {steps} steps.</source>
        <translation>走了 {seconds} 秒，约 {steps} 步。</translation>
    </message>
    <message>
        <source>Demonstration (simulated), {when}</source>
        <translation>演示（模拟），{when}</translation>
    </message>
    <message>
        <source>Recording of {when}</source>
        <translation>{when} 的视频</translation>
    </message>
    <message>
        <source>exact analysis: usable</source>
        <translation>精确分析：可用</translation>
    </message>
    <message>
        <source>exact analysis: usable with care</source>
        <translation>精确分析：可谨慎使用</translation>
    </message>
    <message>
        <source>exact analysis: please repeat this recording</source>
        <translation>精确分析：请重录这一段</translation>
    </message>
</context>
<context>
    <name>CameraModel</name>
    <message>
        <source>The demonstration records nobody. Choose a camera first.</source>
        <translation>演示不录制任何人。请先选择摄像头。</translation>
    </message>
    <message>
        <source>Choose the patient first.</source>
        <translation>请先选择受检者。</translation>
    </message>
</context>
<context>
    <name>CameraPage</name>
    <message>
        <source>Record a walk</source>
        <translation>录制步行</translation>
    </message>
    <message>
        <source>&amp;Start recording</source>
        <translation>开始录制(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>保留(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Hands-free</source>
        <translation>自动录制(&amp;H)</translation>
    </message>
    <message>
        <source>S&amp;poken cues</source>
        <translation>语音提示(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Mirrored</source>
        <translation>镜像(&amp;M)</translation>
    </message>
    <message>
        <source>Recordings begin and end by themselves when somebody walks</source>
        <translation>有人开始走动时，录制自动开始并自动结束</translation>
    </message>
    <message>
        <source>The sentences below the picture are spoken, too</source>
        <translation>画面下方的句子同时用语音播放</translation>
    </message>
    <message>
        <source>Left and right as in a mirror: the child&apos;s left on the left</source>
        <translation>左右如镜中所见：孩子的左侧在画面左侧</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Format of the camera</source>
        <translation>摄像头的格式</translation>
    </message>
    <message>
        <source>Ch&amp;ange patient…</source>
        <translation>更换受检者(&amp;A)…</translation>
    </message>
    <message>
        <source>Choose p&amp;atient…</source>
        <translation>选择受检者(&amp;A)…</translation>
    </message>
    <message>
        <source>Demonstration: sample video (simulated)</source>
        <translation>演示：示例视频（模拟）</translation>
    </message>
    <message>
        <source>No camera</source>
        <translation>没有摄像头</translation>
    </message>
    <message>
        <source>Best: {format}</source>
        <translation>最佳：{format}</translation>
    </message>
    <message>
        <source>&amp;Start now</source>
        <translation>立即开始(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Repeat</source>
        <translation>重录(&amp;R)</translation>
    </message>
    <message>
        <source>Once more, please.</source>
        <translation>请再走一次。</translation>
    </message>
    <message>
        <source>Done. Thank you.</source>
        <translation>完成了，谢谢。</translation>
    </message>
</context>
<context>
    <name>CameraTroubleCard</name>
    <message>
        <source>&amp;Try again</source>
        <translation>重试(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Privacy settings</source>
        <translation>隐私设置(&amp;P)</translation>
    </message>
    <message>
        <source>Try it with the &amp;sample video</source>
        <translation>用示例视频试一试(&amp;S)</translation>
    </message>
    <message>
        <source>Plays a simulated walker as if a camera filmed it</source>
        <translation>播放一个模拟的行走者，如同摄像头在拍摄</translation>
    </message>
</context>
<context>
    <name>CameraWiring</name>
    <message>
        <source>A recording was interrupted when the program ended.</source>
        <translation>程序结束时有一段视频被中断。</translation>
    </message>
    <message>
        <source>{count} recordings were interrupted when the program ended.</source>
        <translation>程序结束时有 {count} 段视频被中断。</translation>
    </message>
    <message>
        <source>&amp;Look at it</source>
        <translation>查看(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Look at them</source>
        <translation>查看(&amp;L)</translation>
    </message>
</context>
<context>
    <name>CardsDialog</name>
    <message>
        <source>Cards to print</source>
        <translation>要打印的卡片</translation>
    </message>
    <message>
        <source>Write the &amp;name on each card</source>
        <translation>在每张卡片上写姓名(&amp;N)</translation>
    </message>
    <message>
        <source>Write the n&amp;umber on each card</source>
        <translation>在每张卡片上写编号(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Save PDF…</source>
        <translation>保存 PDF(&amp;S)…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{count} cards, eight on a page. A child holds its card towards the camera before it walks, and is chosen. The code is random: it says nothing about the child.</source>
        <translation>{count} 张卡片，每页八张。儿童在行走前把卡片对着摄像头，即被选中。代码是随机的，不含任何儿童信息。</translation>
    </message>
</context>
<context>
    <name>ClinicMode</name>
    <message>
        <source>The password cannot be looked up or sent. If it is forgotten, close the program and delete the section [clinic] in {file}; nothing else is lost.</source>
        <translation>密码无法查询或发送。若忘记，请关闭程序并删除 {file} 中的 [clinic] 一节；不会丢失其他内容。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Switch clinic mode on</source>
        <translation>开启诊所模式</translation>
    </message>
    <message>
        <source>&amp;Switch on</source>
        <translation>开启(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密码(&amp;P)</translation>
    </message>
    <message>
        <source>Password &amp;again</source>
        <translation>再次输入密码(&amp;A)</translation>
    </message>
    <message>
        <source>From then on this model is used for every recording; if its files change, nothing can be screened. This protects against accidents and curiosity: anyone who can change files on this computer can undo it.</source>
        <translation>此后每段视频都使用此模型；若其文件有变，则无法进行筛查。这可以防止误操作和好奇心：有权更改本机文件的人可以解除它。</translation>
    </message>
    <message>
        <source>The password needs at least {count} characters.</source>
        <translation>密码至少需要 {count} 个字符。</translation>
    </message>
    <message>
        <source>That is not the password.</source>
        <translation>密码不正确。</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>Type the same password twice.</source>
        <translation>请两次输入相同的密码。</translation>
    </message>
    <message>
        <source>Switch clinic mode off</source>
        <translation>关闭诊所模式</translation>
    </message>
    <message>
        <source>&amp;Switch off</source>
        <translation>关闭(&amp;S)</translation>
    </message>
</context>
<context>
    <name>ClinicPart</name>
    <message>
        <source>&amp;Switch clinic mode off…</source>
        <translation>关闭诊所模式(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Switch clinic mode on…</source>
        <translation>开启诊所模式(&amp;S)…</translation>
    </message>
    <message>
        <source>Only an administrator can switch it.</source>
        <translation>只有管理员可以切换。</translation>
    </message>
    <message>
        <source>Locks the program to what screening needs: one model is used, and only a password can change it. The Models and Research pages and the technical settings are hidden.</source>
        <translation>将程序锁定为筛查所需：只用一个模型，凭密码才能更改。模型页、研究页和技术设置均被隐藏。</translation>
    </message>
    <message>
        <source>On, but its lock cannot be read. Nothing can be screened.</source>
        <translation>已开启，但无法读取其锁定内容。无法进行筛查。</translation>
    </message>
    <message>
        <source>On. “{name}” is used for every recording, with the standard settings.</source>
        <translation>已开启。每段视频都用“{name}”和标准设置筛查。</translation>
    </message>
    <message>
        <source>Set for everyone on this computer by its administrator, in {file}. It cannot be switched off here.</source>
        <translation>由管理员在 {file} 中为本机所有用户设置，无法在此关闭。</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Compare two models</source>
        <translation>比较两个模型</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>比较(&amp;C)</translation>
    </message>
    <message>
        <source>Cop&amp;y table</source>
        <translation>复制表格(&amp;Y)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Judging the recordings with both models…</source>
        <translation>正在用两个模型判读视频…</translation>
    </message>
    <message>
        <source>the newest 20 saved results</source>
        <translation>最近保存的 20 个结果</translation>
    </message>
    <message>
        <source>the newest 100 saved results</source>
        <translation>最近保存的 100 个结果</translation>
    </message>
    <message>
        <source>all saved results</source>
        <translation>所有已保存的结果</translation>
    </message>
    <message>
        <source>What both models say about each recording</source>
        <translation>两个模型对每段视频的判读</translation>
    </message>
    <message>
        <source>Both models judge the same recordings from the saved results; no video is needed. This does not show which of the two is closer to the truth.</source>
        <translation>两个模型根据已保存的数据判读同样的视频；不需要原视频文件。由此不能得知哪一个更接近真实情况。</translation>
    </message>
    <message>
        <source>the simulated people that come with the program</source>
        <translation>程序自带的模拟行走者</translation>
    </message>
    <message>
        <source>&amp;First model</source>
        <translation>第一个模型(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Second model</source>
        <translation>第二个模型(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;On</source>
        <translation>比较范围(&amp;O)</translation>
    </message>
    <message>
        <source>Choose two different models.</source>
        <translation>请选择两个不同的模型。</translation>
    </message>
    <message>
        <source>The table was copied.</source>
        <translation>表格已复制。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>一致性</translation>
    </message>
    <message>
        <source>simulated person {number}</source>
        <translation>模拟行走者 {number}</translation>
    </message>
    <message>
        <source>same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>different</source>
        <translation>不同</translation>
    </message>
    <message>
        <source>There are no saved results yet. Screen a video, or choose the simulated people.</source>
        <translation>还没有保存的结果。请筛查视频，或选择模拟行走者。</translation>
    </message>
    <message>
        <source>Same outcome in {same} of {count} recordings. The scores differ by a median of {middle} of 100, at most by {most}.</source>
        <translation>{count} 段视频中有 {same} 段判读结果相同。得分相差的中位数为 {middle}/100，最多相差 {most}。</translation>
    </message>
    <message>
        <source>Same outcome for {same} of {count} simulated people, nobody real. The scores differ by a median of {middle} of 100, at most by {most}.</source>
        <translation>{count} 名模拟行走者（无真人）中有 {same} 名判读结果相同。得分相差的中位数为 {middle}/100，最多相差 {most}。</translation>
    </message>
    <message>
        <source>Same outcome in {same} of {count}; no scores to compare.</source>
        <translation>{count} 段中有 {same} 段结论相同；没有可比较的得分。</translation>
    </message>
    <message>
        <source>“{name}” is a demonstration model, trained on simulated walkers: its answers have no clinical meaning.</source>
        <translation>“{name}”是演示模型，用模拟行走者训练：它的输出没有任何临床意义。</translation>
    </message>
    <message>
        <source>Score: the model score for “positive or neutral”, from 0 to 100; not a probability. Models that agree can both be wrong: agreement does not show which answer is true.</source>
        <translation>得分：模型对“侧弯样 (positive) 或临界 (neutral)”的得分，0 至 100；不是概率。两个模型一致时，也可能都出错：一致并不说明哪个结果正确。</translation>
    </message>
    <message>
        <source>No recording could be judged by both models.</source>
        <translation>没有一段视频能由两个模型都判读。</translation>
    </message>
    <message>
        <source>Not usable and left out: {count}.</source>
        <translation>不可用而未计入：{count}。</translation>
    </message>
</context>
<context>
    <name>ConfirmClinicDialog</name>
    <message>
        <source>Your password</source>
        <translation>您的密码</translation>
    </message>
    <message>
        <source>Switch clinic mode on</source>
        <translation>开启诊所模式</translation>
    </message>
    <message>
        <source>&amp;Switch on</source>
        <translation>开启(&amp;S)</translation>
    </message>
    <message>
        <source>One model is used from now on; only an administrator changes that.</source>
        <translation>从现在起只使用一个模型；只有管理员可以更改。</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>Switch clinic mode off</source>
        <translation>关闭诊所模式</translation>
    </message>
    <message>
        <source>&amp;Switch off</source>
        <translation>关闭(&amp;S)</translation>
    </message>
    <message>
        <source>Your &amp;password</source>
        <translation>您的密码(&amp;P)</translation>
    </message>
    <message>
        <source>Your password is wanting.</source>
        <translation>还缺您的密码。</translation>
    </message>
</context>
<context>
    <name>ConsentDialog</name>
    <message>
        <source>Add a consent</source>
        <translation>添加同意</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>Mother, father, guardian, or the patient</source>
        <translation>母亲、父亲、监护人或受检者本人</translation>
    </message>
    <message>
        <source>screening by video</source>
        <translation>视频筛查</translation>
    </message>
    <message>
        <source>screening, and keeping the videos</source>
        <translation>筛查并保存视频</translation>
    </message>
    <message>
        <source>screening and research without names</source>
        <translation>筛查和不含姓名的研究</translation>
    </message>
    <message>
        <source>Given &amp;by</source>
        <translation>同意人(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;For</source>
        <translation>用途(&amp;F)</translation>
    </message>
    <message>
        <source>Given &amp;on</source>
        <translation>同意日期(&amp;O)</translation>
    </message>
    <message>
        <source>Holds &amp;until</source>
        <translation>有效期至(&amp;U)</translation>
    </message>
    <message>
        <source>Empty: until it is withdrawn</source>
        <translation>留空：直到撤回</translation>
    </message>
    <message>
        <source>It would end before it was given.</source>
        <translation>结束日期早于同意日期。</translation>
    </message>
</context>
<context>
    <name>ConsentQuestion</name>
    <message>
        <source>Who says so?</source>
        <translation>由谁告知？</translation>
    </message>
    <message>
        <source>Who says whether the parents consent</source>
        <translation>由谁告知家长是否同意</translation>
    </message>
    <message>
        <source>For what?</source>
        <translation>用于什么？</translation>
    </message>
    <message>
        <source>For what they consent</source>
        <translation>同意的用途</translation>
    </message>
    <message>
        <source>Until when the consent holds</source>
        <translation>同意的有效期</translation>
    </message>
    <message>
        <source>for today</source>
        <translation>仅限今天</translation>
    </message>
    <message>
        <source>for a year</source>
        <translation>一年</translation>
    </message>
    <message>
        <source>without an end</source>
        <translation>不设期限</translation>
    </message>
    <message>
        <source>They &amp;consent</source>
        <translation>他们同意(&amp;C)</translation>
    </message>
    <message>
        <source>They do &amp;not</source>
        <translation>他们不同意(&amp;N)</translation>
    </message>
    <message>
        <source>Screening by video</source>
        <translation>视频筛查</translation>
    </message>
    <message>
        <source>Do the parents of {name} consent to the recording?</source>
        <translation>{name} 的家长同意视频吗？</translation>
    </message>
    <message>
        <source>By the records the parents of {name} do not consent. Do they now?</source>
        <translation>按记录，{name}的家长不同意。现在同意了吗？</translation>
    </message>
</context>
<context>
    <name>ConsentsCard</name>
    <message>
        <source>Consents</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>A&amp;dd…</source>
        <translation>添加(&amp;D)…</translation>
    </message>
    <message>
        <source>Add a consent</source>
        <translation>添加同意</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>{who}, for: {purpose}</source>
        <translation>{who}，用途：{purpose}</translation>
    </message>
    <message>
        <source>given on {date}</source>
        <translation>{date}同意</translation>
    </message>
    <message>
        <source>Withdraw…</source>
        <translation>撤回…</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something unexpected happened</source>
        <translation>发生了意外错误</translation>
    </message>
    <message>
        <source>Error details</source>
        <translation>错误详情</translation>
    </message>
    <message>
        <source>&amp;Copy details</source>
        <translation>复制详情(&amp;C)</translation>
    </message>
    <message>
        <source>Show &amp;log</source>
        <translation>显示日志(&amp;L)</translation>
    </message>
    <message>
        <source>Close the &amp;program</source>
        <translation>关闭程序(&amp;P)</translation>
    </message>
    <message>
        <source>C&amp;ontinue</source>
        <translation>继续(&amp;O)</translation>
    </message>
    <message>
        <source>This is a fault in the program, not your mistake. Finished results and waiting videos are kept. You can continue; if it happens again, restart the program and send the details below to whoever looks after it. They do not name any person or video.</source>
        <translation>这是程序的故障，不是您的过错。已完成的结果和等待中的视频都已保留。您可以继续；如果再次发生，请关闭程序后重新启动，并将下面的详情发送给维护人员。其中不含任何人名和视频名。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>CurvePlot</name>
    <message>
        <source>Enlarge “{name}”</source>
        <translation>放大“{name}”</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>best at {step}</source>
        <translation>最佳在第 {step} 步</translation>
    </message>
</context>
<context>
    <name>CurveWindow</name>
    <message>
        <source>Show &amp;all</source>
        <translation>显示全部(&amp;A)</translation>
    </message>
    <message>
        <source>Drag to move, scroll to zoom, use the arrow keys to read values.</source>
        <translation>拖动可移动，滚轮可缩放，方向键可读取数值。</translation>
    </message>
</context>
<context>
    <name>CurvesView</name>
    <message>
        <source>Logarithmic losses</source>
        <translation>损失用对数坐标</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Accuracy and macro F1</source>
        <translation>准确率与宏平均 F1</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Share of time waiting for data</source>
        <translation>等待数据的时间占比</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>GiB</source>
        <translation>GiB</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Equal ratios are equally far apart</source>
        <translation>相同的倍数间距相同</translation>
    </message>
    <message>
        <source>Samples per second</source>
        <translation>每秒样本数</translation>
    </message>
    <message>
        <source>GPU use</source>
        <translation>GPU 占用率</translation>
    </message>
    <message>
        <source>Draw a running mean over each curve; the values read out stay as logged</source>
        <translation>在每条曲线上画出滑动平均；读出的数值仍为记录值</translation>
    </message>
    <message>
        <source>S&amp;moothing</source>
        <translation>平滑(&amp;M)</translation>
    </message>
    <message>
        <source>cross-entropy</source>
        <translation>交叉熵</translation>
    </message>
    <message>
        <source>on validation</source>
        <translation>验证集上</translation>
    </message>
    <message>
        <source>triplet</source>
        <translation>三元组</translation>
    </message>
    <message>
        <source>total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>accuracy on batches</source>
        <translation>批次准确率</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>macro F1</source>
        <translation>宏平均 F1</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>trainer</source>
        <translation>训练程序</translation>
    </message>
    <message>
        <source>GPU, peak</source>
        <translation>GPU，峰值</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>占用</translation>
    </message>
</context>
<context>
    <name>DatasetDetails</name>
    <message>
        <source>&amp;View…</source>
        <translation>查看(&amp;V)…</translation>
    </message>
    <message>
        <source>&amp;Check</source>
        <translation>检查(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Pack…</source>
        <translation>打包(&amp;P)…</translation>
    </message>
    <message>
        <source>Sp&amp;lit…</source>
        <translation>划分(&amp;L)…</translation>
    </message>
    <message>
        <source>Poses and pe&amp;ople…</source>
        <translation>姿态与人员(&amp;O)…</translation>
    </message>
    <message>
        <source>Re&amp;move from list</source>
        <translation>从列表移除(&amp;M)</translation>
    </message>
    <message>
        <source>Sequences and people in each class</source>
        <translation>各类别的序列与人数</translation>
    </message>
    <message>
        <source>About the dataset</source>
        <translation>数据集信息</translation>
    </message>
    <message>
        <source>View the sequences: silhouettes, skeleton maps, keypoints</source>
        <translation>逐个查看序列：轮廓、骨架图、关键点</translation>
    </message>
    <message>
        <source>Make a packed store, which is faster to train on</source>
        <translation>制作打包存储，训练时读取很快</translation>
    </message>
    <message>
        <source>Choose who is used for training, validation and test, and check for leaks</source>
        <translation>决定用谁训练、验证和测试，并查找泄漏</translation>
    </message>
    <message>
        <source>Set where the poses and the list of people are, if not in the dataset</source>
        <translation>指明不在数据集中的姿态和人员列表的位置</translation>
    </message>
    <message>
        <source>Remove it from this list; the folder is not changed (Del)</source>
        <translation>只从此处移除；文件夹保持原样 (Del)</translation>
    </message>
    <message>
        <source>Open every sequence and list what is wrong (F5)</source>
        <translation>打开每个序列，列出问题 (F5)</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Sequences</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人数</translation>
    </message>
</context>
<context>
    <name>DatasetFound</name>
    <message>
        <source>Left out</source>
        <translation>未纳入</translation>
    </message>
    <message>
        <source>&amp;Save report…</source>
        <translation>保存报告(&amp;S)…</translation>
    </message>
    <message>
        <source>Save all findings as JSON or CSV</source>
        <translation>把所有问题保存为 JSON 或 CSV</translation>
    </message>
    <message>
        <source>Save partitio&amp;n…</source>
        <translation>保存划分(&amp;N)…</translation>
    </message>
    <message>
        <source>Sequences of each class in each part</source>
        <translation>各部分中各类别的序列</translation>
    </message>
    <message>
        <source>Leaks</source>
        <translation>泄漏</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Check: broken ({count})</source>
        <translation>检查：损坏 ({count})</translation>
    </message>
    <message>
        <source>Check: nothing broken</source>
        <translation>检查：无损坏</translation>
    </message>
    <message>
        <source>Not split</source>
        <translation>未划分</translation>
    </message>
    <message>
        <source>Split: leaks found ({count})</source>
        <translation>划分：发现泄漏 ({count})</translation>
    </message>
    <message>
        <source>Findings to show</source>
        <translation>显示的问题</translation>
    </message>
    <message>
        <source>Check findings</source>
        <translation>检查发现的问题</translation>
    </message>
    <message>
        <source>Save the split as a JSON file that OpenGait reads</source>
        <translation>把划分保存为 OpenGait 可读的 JSON</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Split: no leaks found</source>
        <translation>划分：未发现泄漏</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Left out: {count}</source>
        <translation>未纳入：{count}</translation>
    </message>
    <message>
        <source>All findings ({count})</source>
        <translation>所有问题 ({count})</translation>
    </message>
    <message>
        <source>Broken ({count})</source>
        <translation>损坏 ({count})</translation>
    </message>
    <message>
        <source>Warnings ({count})</source>
        <translation>警告 ({count})</translation>
    </message>
    <message>
        <source>Notes ({count})</source>
        <translation>提示 ({count})</translation>
    </message>
    <message>
        <source>Not checked yet. A check opens every sequence and runs nothing in it.</source>
        <translation>尚未检查。检查会打开每个序列，但不运行其中的任何代码。</translation>
    </message>
    <message>
        <source>Problem, and what to do</source>
        <translation>问题与处理办法</translation>
    </message>
    <message>
        <source>No problems found: every sequence is usable.</source>
        <translation>未发现问题：所有序列都可用。</translation>
    </message>
    <message>
        <source>Not split yet. A split decides who is used to train a network, to select it and to test it, and checks for people and copies that are in two parts.</source>
        <translation>尚未划分。划分决定用谁训练、用谁挑选网络、用谁测试，并查找同时出现在两部分中的人和副本。</translation>
    </message>
    <message>
        <source>It is split; what was found then is no longer known.</source>
        <translation>已划分；当时的发现已无记录。</translation>
    </message>
    <message>
        <source>What is in two parts</source>
        <translation>出现在两部分中的内容</translation>
    </message>
    <message>
        <source>{sequences} from one person</source>
        <translation>{sequences}（1 人）</translation>
    </message>
    <message>
        <source>{sequences} from {people} people</source>
        <translation>{sequences}（{people} 人）</translation>
    </message>
    <message>
        <source>Sequence</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Nothing of this kind was found.</source>
        <translation>没有发现这一类问题。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
</context>
<context>
    <name>DatasetPage</name>
    <message>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>&amp;Add dataset</source>
        <translation>添加数据集(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Open dataset…</source>
        <translation>打开数据集(&amp;O)…</translation>
    </message>
    <message>
        <source>From your own &amp;videos…</source>
        <translation>从自己的视频(&amp;V)…</translation>
    </message>
    <message>
        <source>&amp;Simulate…</source>
        <translation>模拟(&amp;S)…</translation>
    </message>
    <message>
        <source>T&amp;rain on this…</source>
        <translation>用它训练(&amp;R)…</translation>
    </message>
    <message>
        <source>Known datasets</source>
        <translation>已知的数据集</translation>
    </message>
    <message>
        <source>Choose a network and train it on this</source>
        <translation>选择一个网络，并用它训练</translation>
    </message>
    <message>
        <source>Put &amp;back</source>
        <translation>放回列表(&amp;B)</translation>
    </message>
    <message>
        <source>Ask a&amp;gain…</source>
        <translation>再次填写(&amp;G)…</translation>
    </message>
    <message>
        <source>Open dataset</source>
        <translation>打开数据集</translation>
    </message>
    <message>
        <source>Sequences of “{name}”</source>
        <translation>“{name}”的序列</translation>
    </message>
    <message>
        <source>Report (*.json)</source>
        <translation>报告 (*.json)</translation>
    </message>
    <message>
        <source>Table of findings (*.csv)</source>
        <translation>问题列表 (*.csv)</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Partitions (*.json)</source>
        <translation>划分文件 (*.json)</translation>
    </message>
    <message>
        <source>Save partition</source>
        <translation>保存划分</translation>
    </message>
    <message>
        <source>Drop it to open it as a dataset.</source>
        <translation>松开即作为数据集打开。</translation>
    </message>
    <message>
        <source>One at a time: drop one folder.</source>
        <translation>一次一个：请只拖放一个文件夹。</translation>
    </message>
    <message>
        <source>To add a dataset, drop its folder here.</source>
        <translation>要添加数据集，请把它的文件夹拖放到这里。</translation>
    </message>
</context>
<context>
    <name>DatasetTable</name>
    <message>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Origin, form</source>
        <translation>来源、形式</translation>
    </message>
    <message>
        <source>Sequences, by class</source>
        <translation>序列（按类别）</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>packed store</source>
        <translation>打包存储</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>{count} sequences</source>
        <translation>{count} 个序列</translation>
    </message>
    <message>
        <source>one sequence</source>
        <translation>1 个序列</translation>
    </message>
    <message>
        <source>Its folder is missing.</source>
        <translation>其文件夹不存在。</translation>
    </message>
    <message>
        <source>by sequence</source>
        <translation>按序列</translation>
    </message>
    <message>
        <source>{count} people</source>
        <translation>{count} 人</translation>
    </message>
    <message>
        <source>one person</source>
        <translation>1 人</translation>
    </message>
    <message>
        <source>by person</source>
        <translation>按人</translation>
    </message>
</context>
<context>
    <name>Datasets</name>
    <message>
        <source>simulated walkers</source>
        <translation>模拟行走者</translation>
    </message>
    <message>
        <source>Scoliosis1K</source>
        <translation>Scoliosis1K</translation>
    </message>
    <message>
        <source>from your own videos</source>
        <translation>来自自己的视频</translation>
    </message>
    <message>
        <source>one file per sequence</source>
        <translation>每个序列一个文件</translation>
    </message>
    <message>
        <source>images and JSON, one file per frame</source>
        <translation>图片与 JSON，每帧一个文件</translation>
    </message>
    <message>
        <source>packed store</source>
        <translation>打包存储</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>损坏</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>same person</source>
        <translation>同一人</translation>
    </message>
    <message>
        <source>same silhouettes</source>
        <translation>轮廓相同</translation>
    </message>
    <message>
        <source>look alike</source>
        <translation>看似相同</translation>
    </message>
    <message>
        <source>not split</source>
        <translation>未划分</translation>
    </message>
    <message>
        <source>split</source>
        <translation>已划分</translation>
    </message>
    <message>
        <source>{done} of {total} people</source>
        <translation>{total} 位受检者中已完成 {done} 位</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
    <message>
        <source>whole dataset</source>
        <translation>整个数据集</translation>
    </message>
    <message>
        <source>Checked. Broken: {count}. The first: {where}: {what} {remedy}</source>
        <translation>已检查。损坏：{count}。第一处：{where}：{what}{remedy}</translation>
    </message>
    <message>
        <source>Checked: one sequence, nothing broken.</source>
        <translation>已检查：1 个序列无损坏。</translation>
    </message>
    <message>
        <source>Checked: {count} sequences, nothing broken.</source>
        <translation>已检查：{count} 个序列均无损坏。</translation>
    </message>
    <message>
        <source>By person: nobody should be in two parts.</source>
        <translation>按人划分：任何人都不应出现在两部分中。</translation>
    </message>
    <message>
        <source>By sequence, leakage possible: nothing says which person each sequence shows, so the same person may be in two parts.</source>
        <translation>按序列划分，可能存在泄漏：没有信息说明各序列属于谁，同一人可能出现在两部分中。</translation>
    </message>
    <message>
        <source>No leaks were found.</source>
        <translation>未发现泄漏。</translation>
    </message>
    <message>
        <source>Test set taken from {file}.</source>
        <translation>测试集取自 {file}。</translation>
    </message>
    <message>
        <source>Similarity judged by the model “{name}”.</source>
        <translation>相似度由模型“{name}”判断。</translation>
    </message>
    <message>
        <source>Similarity judged by the mean silhouette.</source>
        <translation>相似度由平均轮廓判断。</translation>
    </message>
    <message>
        <source>Its folder is missing. Connect the drive it is on, or remove it from the list.</source>
        <translation>其文件夹不存在。请连接所在的磁盘，或将其从列表移除。</translation>
    </message>
    <message>
        <source>It contains no sequences to train on.</source>
        <translation>其中没有可用于训练的序列。</translation>
    </message>
    <message>
        <source>Training cannot read it: correct the folders named by the check, then check again.</source>
        <translation>训练无法读取它：请修正检查中指出的文件夹，然后重新检查。</translation>
    </message>
    <message>
        <source>Training stops at anything broken: repair it, or pack the dataset, which leaves out what cannot be read.</source>
        <translation>训练遇到损坏处会停止：请修复，或打包数据集，打包时不纳入无法读取的内容。</translation>
    </message>
    <message>
        <source>Not split yet, and training does not know its list of people: split it here first, so that nobody is in two parts.</source>
        <translation>尚未划分，且训练不知道它的人员列表：请先在此划分，使任何人都不出现在两部分中。</translation>
    </message>
    <message>
        <source>Not split yet: training would split it with default shares. Split it here to set the shares and to check for leaks.</source>
        <translation>尚未划分：训练会按默认值自行划分。在此划分可设定比例并查找泄漏。</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>{sound} of {count} sequences is usable</source>
        <translation>{count} 个序列中有 {sound} 个完好</translation>
    </message>
    <message>
        <source>{sound} of {count} sequences are usable</source>
        <translation>{count} 个序列中有 {sound} 个可用</translation>
    </message>
    <message>
        <source>Warnings: {count}, listed below.</source>
        <translation>警告：{count}，列在下方。</translation>
    </message>
    <message>
        <source>Leaks found: {count}, listed below.</source>
        <translation>发现泄漏：{count}，列在下方。</translation>
    </message>
    <message>
        <source>Seed {seed}.</source>
        <translation>种子 {seed}。</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>基本信息</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>条款</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>Keypoints</source>
        <translation>关键点</translation>
    </message>
    <message>
        <source>not checked yet</source>
        <translation>尚未检查</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>帧数</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>none: nobody was recorded</source>
        <translation>无：没有拍摄任何人</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可</translation>
    </message>
    <message>
        <source>Agreed on</source>
        <translation>同意日期</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Poses</source>
        <translation>姿态</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>划分文件</translation>
    </message>
</context>
<context>
    <name>DatasetsModel</name>
    <message>
        <source>Opening {name}…</source>
        <translation>正在打开 {name}…</translation>
    </message>
    <message>
        <source>“{name}” was removed from the list. Its folder is unchanged.</source>
        <translation>“{name}”已从列表移除。其文件夹保持原样。</translation>
    </message>
    <message>
        <source>“{name}” was not added: only people who have signed the release agreement may use it.</source>
        <translation>“{name}”未添加：只有签署了发放协议的人才能使用。</translation>
    </message>
    <message>
        <source>Checking {name}…</source>
        <translation>正在检查 {name}…</translation>
    </message>
    <message>
        <source>The check was cancelled. Nothing was changed.</source>
        <translation>检查已取消。未作任何更改。</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>已保存为 {file}。</translation>
    </message>
    <message>
        <source>Packing {name}…</source>
        <translation>正在打包 {name}…</translation>
    </message>
    <message>
        <source>Packed as “{name}”.</source>
        <translation>已打包为“{name}”。</translation>
    </message>
    <message>
        <source>Sequences left out: {count}, listed under “Left out”.</source>
        <translation>未纳入的序列：{count}，列在“未纳入”下。</translation>
    </message>
    <message>
        <source>Split the store again: it lacks some sequences of the split.</source>
        <translation>请重新划分该存储：它缺少原划分中的一些序列。</translation>
    </message>
    <message>
        <source>Stopped. Finished videos are kept: continue with the same folders whenever you like.</source>
        <translation>已停止。完成的视频已保留：随时可用相同的文件夹继续。</translation>
    </message>
    <message>
        <source>Videos that could not be used: {count}, listed under “Left out” with the reasons.</source>
        <translation>无法使用的视频：{count}，连同原因列在“未纳入”下。</translation>
    </message>
    <message>
        <source>Simulating…</source>
        <translation>正在模拟…</translation>
    </message>
    <message>
        <source>Another task is running. Wait for it, or cancel it.</source>
        <translation>正在进行其他工作。请等待完成，或将其取消。</translation>
    </message>
    <message>
        <source>Splitting {name} and looking for leaks…</source>
        <translation>正在划分 {name} 并查找泄漏…</translation>
    </message>
    <message>
        <source>Reading the videos of {name}…</source>
        <translation>正在读取 {name} 中的视频…</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation>已取消。未作任何更改。</translation>
    </message>
</context>
<context>
    <name>DayCamera</name>
    <message>
        <source>Choose a child first.</source>
        <translation>请先选择一名儿童。</translation>
    </message>
    <message>
        <source>This card is not one of this day&apos;s list.</source>
        <translation>这张卡片不在当天的名单上。</translation>
    </message>
</context>
<context>
    <name>DayField</name>
    <message>
        <source>Year-month-day, such as 2014-05-31</source>
        <translation>年-月-日，例如 2014-05-31</translation>
    </message>
    <message>
        <source>This is no date. Write it as 2014-05-31.</source>
        <translation>这不是日期。请写成 2014-05-31。</translation>
    </message>
    <message>
        <source>This day has not come yet.</source>
        <translation>这一天还没有到。</translation>
    </message>
</context>
<context>
    <name>DayList</name>
    <message>
        <source>Children of the day</source>
        <translation>当天的儿童</translation>
    </message>
    <message>
        <source>&amp;Stands here</source>
        <translation>站在这里(&amp;S)</translation>
    </message>
    <message>
        <source>A&amp;bsent</source>
        <translation>缺席(&amp;B)</translation>
    </message>
    <message>
        <source>Repea&amp;t</source>
        <translation>重录(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Move…</source>
        <translation>移动(&amp;M)…</translation>
    </message>
    <message>
        <source>Resu&amp;lt</source>
        <translation>结果(&amp;L)</translation>
    </message>
    <message>
        <source>Call the selected child (Enter)</source>
        <translation>叫所选的儿童（Enter）</translation>
    </message>
    <message>
        <source>Record the selected child once more</source>
        <translation>给所选的儿童再录一次</translation>
    </message>
    <message>
        <source>The recording belongs to another child</source>
        <translation>视频属于另一名儿童</translation>
    </message>
    <message>
        <source>Find a name, number or class…</source>
        <translation>查找姓名、编号或班级…</translation>
    </message>
    <message>
        <source>Find a child</source>
        <translation>查找儿童</translation>
    </message>
    <message>
        <source>Which children</source>
        <translation>哪些儿童</translation>
    </message>
    <message>
        <source>All children</source>
        <translation>全部儿童</translation>
    </message>
    <message>
        <source>Is t&amp;here</source>
        <translation>在场(&amp;H)</translation>
    </message>
    <message>
        <source>Shown once the day is ended</source>
        <translation>这一天结束后显示</translation>
    </message>
    <message>
        <source>Open the result</source>
        <translation>打开结果</translation>
    </message>
</context>
<context>
    <name>DayPage</name>
    <message>
        <source>&amp;End the day</source>
        <translation>结束这一天(&amp;E)</translation>
    </message>
    <message>
        <source>Save table and &amp;PDF…</source>
        <translation>保存表格和 PDF(&amp;P)…</translation>
    </message>
    <message>
        <source>M&amp;ore</source>
        <translation>更多(&amp;O)</translation>
    </message>
    <message>
        <source>Print &amp;cards…</source>
        <translation>打印卡片(&amp;C)…</translation>
    </message>
    <message>
        <source>Save the next &amp;list…</source>
        <translation>保存下一份名单(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;Log of the day…</source>
        <translation>当天日志(&amp;L)…</translation>
    </message>
    <message>
        <source>Close the &amp;day</source>
        <translation>关闭这一天(&amp;D)</translation>
    </message>
    <message>
        <source>Go on &amp;with the day</source>
        <translation>继续这一天(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Next list: 1 child</source>
        <translation>下一份名单：1 名儿童(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Next list: {count} children</source>
        <translation>下一份名单：{count} 名儿童(&amp;N)</translation>
    </message>
    <message>
        <source>Begin another day with who was absent or is to be repeated</source>
        <translation>用缺席或需要重录的儿童开始新的一天</translation>
    </message>
    <message>
        <source>Screening day</source>
        <translation>筛查日</translation>
    </message>
    <message>
        <source>List of children</source>
        <translation>儿童名单</translation>
    </message>
    <message>
        <source>Lists (*.csv *.tsv *.txt *.xlsx)</source>
        <translation>名单 (*.csv *.tsv *.txt *.xlsx)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Save an example list</source>
        <translation>保存示例名单</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>The example lies in {name}. Fill it in, then open it here.</source>
        <translation>示例在 {name} 中。填好后在这里打开。</translation>
    </message>
    <message>
        <source>Save cards</source>
        <translation>保存卡片</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Delete the day</source>
        <translation>删除这一天</translation>
    </message>
    <message>
        <source>Delete “{name}” with the names of its children?</source>
        <translation>删除“{name}”及其中儿童的姓名？</translation>
    </message>
    <message>
        <source>Recordings and results stay; they carry numbers, no names.</source>
        <translation>视频和结果会保留；它们只带编号，不带姓名。</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>{name}, again</source>
        <translation>{name}，再次</translation>
    </message>
    <message>
        <source>Folder for table and PDF</source>
        <translation>表格和 PDF 的文件夹</translation>
    </message>
    <message>
        <source>Save a list of children</source>
        <translation>保存儿童名单</translation>
    </message>
    <message>
        <source>Workbook (*.xlsx);;CSV (*.csv)</source>
        <translation>工作簿 (*.xlsx);;CSV (*.csv)</translation>
    </message>
</context>
<context>
    <name>DayPanel</name>
    <message>
        <source>The child that stands there</source>
        <translation>站在那里的儿童</translation>
    </message>
    <message>
        <source>&amp;Absent</source>
        <translation>缺席(&amp;A)</translation>
    </message>
    <message>
        <source>The child is not there; call the next one</source>
        <translation>这名儿童不在；叫下一名</translation>
    </message>
    <message>
        <source>S&amp;kip</source>
        <translation>跳过(&amp;K)</translation>
    </message>
    <message>
        <source>Call the next child; this one goes on waiting</source>
        <translation>叫下一名儿童；这一名继续等待</translation>
    </message>
    <message>
        <source>&amp;Repeat</source>
        <translation>重录(&amp;R)</translation>
    </message>
    <message>
        <source>Record this child once more</source>
        <translation>给这名儿童再录一次</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>Nobody is waiting.</source>
        <translation>没有人在等待。</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一名</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>还没有人</translation>
    </message>
    <message>
        <source>{seen} of {count} recorded</source>
        <translation>已录制 {seen} / {count}</translation>
    </message>
    <message>
        <source>Take care, a similar name: {names}</source>
        <translation>请注意，有相似的姓名：{names}</translation>
    </message>
    <message>
        <source>Take care, similar names: {names}</source>
        <translation>请注意，有相似的姓名：{names}</translation>
    </message>
    <message>
        <source>A scoliosis is known already.</source>
        <translation>已知有脊柱侧弯。</translation>
    </message>
    <message>
        <source>Everybody has been seen</source>
        <translation>所有人都已看过</translation>
    </message>
    <message>
        <source>Record {name}</source>
        <translation>录制 {name}</translation>
    </message>
    <message>
        <source>Ready for {name}</source>
        <translation>准备录制 {name}</translation>
    </message>
    <message>
        <source>Next: {name}</source>
        <translation>下一名：{name}</translation>
    </message>
    <message>
        <source>{words} (space bar)</source>
        <translation>{words}（空格键）</translation>
    </message>
</context>
<context>
    <name>DayPatients</name>
    <message>
        <source>Screening day of patients</source>
        <translation>受检者的筛查日</translation>
    </message>
    <message>
        <source>School or class, and the date</source>
        <translation>学校或班级，以及日期</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>所有班级</translation>
    </message>
    <message>
        <source>Find a name, number or class…</source>
        <translation>查找姓名、编号或班级…</translation>
    </message>
    <message>
        <source>Patients of the day</source>
        <translation>筛查日的受检者</translation>
    </message>
    <message>
        <source>&amp;Begin</source>
        <translation>开始(&amp;B)</translation>
    </message>
    <message>
        <source>Save as &amp;list…</source>
        <translation>另存为名单(&amp;L)…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Name of the day</source>
        <translation>这一天的名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Class or group</source>
        <translation>班级或小组(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>查找(&amp;F)</translation>
    </message>
    <message>
        <source>1 patient.</source>
        <translation>1 位受检者。</translation>
    </message>
    <message>
        <source>{count} patients.</source>
        <translation>{count} 位受检者。</translation>
    </message>
    <message>
        <source>Consent is missing for {lacking}; it is asked for on the day.</source>
        <translation>{lacking} 人缺少同意；当天会询问。</translation>
    </message>
    <message>
        <source>No patient matches.</source>
        <translation>没有符合的受检者。</translation>
    </message>
</context>
<context>
    <name>DayRows</name>
    <message>
        <source>Child</source>
        <translation>儿童</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>What is known</source>
        <translation>已知情况</translation>
    </message>
    <message>
        <source>Recording: {quality}</source>
        <translation>视频：{quality}</translation>
    </message>
    <message>
        <source>Consent is not known yet.</source>
        <translation>还不知道是否同意。</translation>
    </message>
    <message>
        <source>Consent: said by {name}</source>
        <translation>同意情况：由 {name} 告知</translation>
    </message>
</context>
<context>
    <name>DayStart</name>
    <message>
        <source>&amp;Open list of children…</source>
        <translation>打开儿童名单(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Patients of a class…</source>
        <translation>某个班级的受检者(&amp;P)…</translation>
    </message>
    <message>
        <source>From the &amp;worklist…</source>
        <translation>来自工作列表(&amp;W)…</translation>
    </message>
    <message>
        <source>The children whom a hospital has planned</source>
        <translation>医院已安排的儿童</translation>
    </message>
    <message>
        <source>Save an &amp;example list…</source>
        <translation>保存示例名单(&amp;E)…</translation>
    </message>
    <message>
        <source>Earlier days</source>
        <translation>以前的筛查日</translation>
    </message>
    <message>
        <source>&amp;Continue this day</source>
        <translation>继续这一天(&amp;C)</translation>
    </message>
    <message>
        <source>Begin with its &amp;next list</source>
        <translation>用它的下一份名单开始(&amp;N)</translation>
    </message>
    <message>
        <source>Begin another day with who was absent or is to be repeated</source>
        <translation>用缺席或需要重录的儿童开始新的一天</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>删除(&amp;D)…</translation>
    </message>
    <message>
        <source>Many children, one after the other</source>
        <translation>许多儿童，一个接一个</translation>
    </message>
    <message>
        <source>Open a list of children (CSV or XLSX) with a number and a name for each. The program then shows whose turn it is, keeps each recording with its child, and goes on where it was, also after a power cut.</source>
        <translation>打开一份儿童名单（CSV 或 XLSX），每人有编号和姓名。程序会显示轮到谁，让每段视频归属其儿童，并在断电后从原处继续。</translation>
    </message>
    <message>
        <source>Columns: number, family name; and if you have them given name, date of birth, sex, class, consent, known scoliosis, note, order. Names stay on this computer.</source>
        <translation>列：编号、姓氏；如有还可包括名字、出生日期、性别、班级、同意、已知脊柱侧弯、备注、顺序。姓名只留在这台电脑上。</translation>
    </message>
    <message>
        <source>Columns: number, family name; and if you have them given name, date of birth, sex, class, consent, known scoliosis, note, order. Children who are no patients yet become patients of the protected records, after you have seen the list.</source>
        <translation>列：编号、姓；如果有，还可包括名、出生日期、性别、班级、同意、已知脊柱侧弯、备注、顺序。还不是受检者的儿童，会在您查看名单之后成为受保护记录中的受检者。</translation>
    </message>
    <message>
        <source>{count} children</source>
        <translation>{count} 名儿童</translation>
    </message>
    <message>
        <source>{count} child</source>
        <translation>{count} 名儿童</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>not ended</source>
        <translation>未结束</translation>
    </message>
    <message>
        <source>&amp;Look at this day</source>
        <translation>查看这一天(&amp;L)</translation>
    </message>
</context>
<context>
    <name>DayWiring</name>
    <message>
        <source>analysed</source>
        <translation>已分析</translation>
    </message>
    <message>
        <source>Show &amp;folder</source>
        <translation>显示文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>Table (CSV and XLSX) and report (PDF) lie in {folder}.</source>
        <translation>表格（CSV 和 XLSX）和报告（PDF）在 {folder} 中。</translation>
    </message>
    <message>
        <source>The cards lie in {name}.</source>
        <translation>卡片在 {name} 中。</translation>
    </message>
    <message>
        <source>The next list lies in {name}.</source>
        <translation>下一份名单在 {name} 中。</translation>
    </message>
    <message>
        <source>This result no longer exists.</source>
        <translation>该结果已不存在。</translation>
    </message>
</context>
<context>
    <name>DecidingButton</name>
    <message>
        <source>Deciding moment: {moment}</source>
        <translation>关键时刻：{moment}</translation>
    </message>
    <message>
        <source>Show this moment in the video</source>
        <translation>在视频中显示这一时刻</translation>
    </message>
</context>
<context>
    <name>DefaultModel</name>
    <message>
        <source>Use “{name}” for every recording from now on?</source>
        <translation>从现在起每段视频都使用“{name}”吗？</translation>
    </message>
    <message>
        <source>“{name}” was the chosen model, was missing, and is installed again. Use it for every recording?</source>
        <translation>“{name}”曾被选为判断模型，后来缺失，现已重新安装。由它判断每段视频吗？</translation>
    </message>
    <message>
        <source>Until now “{name}” was the chosen model; it is not installed.</source>
        <translation>此前选择的是“{name}”，但它未安装。</translation>
    </message>
    <message>
        <source>The current model is “{name}” ({status}).</source>
        <translation>目前使用“{name}”（{status}）。</translation>
    </message>
    <message>
        <source>Otherwise “{name}” is used ({status}).</source>
        <translation>否则使用“{name}”（{status}）。</translation>
    </message>
    <message>
        <source>Marked as validated by {name} on {date}.</source>
        <translation>由 {name} 于 {date} 标记为已验证。</translation>
    </message>
    <message>
        <source>It learned from: {data}</source>
        <translation>学习数据：{data}</translation>
    </message>
    <message>
        <source>It is not known how long it was trained.</source>
        <translation>其训练时长未知。</translation>
    </message>
    <message>
        <source>It was trained for 0 steps: it has learned nothing and only guesses.</source>
        <translation>它训练了 0 步：什么也没有学到，只是猜测。</translation>
    </message>
    <message>
        <source>It is not known how often it is wrong.</source>
        <translation>其出错的频率未知。</translation>
    </message>
    <message>
        <source>Results: {figures}.</source>
        <translation>其表现：{figures}。</translation>
    </message>
    <message>
        <source>It was not tested on real people: {figures}.</source>
        <translation>它未在真人身上检验过：{figures}。</translation>
    </message>
    <message>
        <source>It was trained for {count} steps.</source>
        <translation>它训练了 {count} 步。</translation>
    </message>
    <message>
        <source>Not calibrated for real people: its scores are not probabilities.</source>
        <translation>未针对真人校准：其得分不是概率。</translation>
    </message>
    <message>
        <source>Calibrated on: {data}</source>
        <translation>校准所用数据：{data}</translation>
    </message>
    <message>
        <source>Change the model</source>
        <translation>更换模型</translation>
    </message>
    <message>
        <source>Existing results are not changed.</source>
        <translation>已有的结果保持不变。</translation>
    </message>
    <message>
        <source>&amp;Use this model</source>
        <translation>使用此模型(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Keep the current one</source>
        <translation>保留当前模型(&amp;K)</translation>
    </message>
</context>
<context>
    <name>DestructiveBox</name>
    <message>
        <source>&amp;Keep</source>
        <translation>保留(&amp;K)</translation>
    </message>
</context>
<context>
    <name>DetailView</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Di&amp;fferences</source>
        <translation>差异(&amp;F)</translation>
    </message>
    <message>
        <source>Run log</source>
        <translation>训练日志</translation>
    </message>
    <message>
        <source>Show settings they share</source>
        <translation>同时显示相同的设置</translation>
    </message>
    <message>
        <source>Figures on the model&apos;s card (95 % interval)</source>
        <translation>模型卡中的数值（95% 区间）</translation>
    </message>
    <message>
        <source>Settings of the selected runs</source>
        <translation>所选训练的设置</translation>
    </message>
    <message>
        <source>{count} runs compared</source>
        <translation>比较 {count} 个训练</translation>
    </message>
    <message>
        <source>{name}: {state}</source>
        <translation>{name}：{state}</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>All settings are the same.</source>
        <translation>所有设置都相同。</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>Technical details</source>
        <translation>技术细节</translation>
    </message>
</context>
<context>
    <name>DetailsCard</name>
    <message>
        <source>Details</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>C&amp;hange…</source>
        <translation>更改(&amp;H)…</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>出生</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>班级</translation>
    </message>
    <message>
        <source>Guardian</source>
        <translation>监护人</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Kept until</source>
        <translation>保存至</translation>
    </message>
</context>
<context>
    <name>DoorWiring</name>
    <message>
        <source>Nobody has touched keyboard or mouse: the records are locked in {count} seconds.</source>
        <translation>没有人动过键盘或鼠标：{count} 秒后记录将被锁定。</translation>
    </message>
</context>
<context>
    <name>DotLayer</name>
    <message>
        <source>Point at the dot: arrow keys move, Enter chooses</source>
        <translation>指出标记点：方向键移动，回车选定</translation>
    </message>
</context>
<context>
    <name>DotsCard</name>
    <message>
        <source>Adhesive dots: checked</source>
        <translation>粘贴式标记点：已核对</translation>
    </message>
    <message>
        <source>Adhesive dots: not yet checked</source>
        <translation>粘贴式标记点：尚未核对</translation>
    </message>
    <message>
        <source>Click the dot in the picture: {landmark}. Dotted rings mark other spots.</source>
        <translation>请在画面中点击标记点：{landmark}。虚线圈是其他色点。</translation>
    </message>
    <message>
        <source>Somebody has looked at these dots; the measurements stand on them.</source>
        <translation>这些标记点已有人核对，测量以它们为准。</translation>
    </message>
    <message>
        <source>No dot was found. Choose where one was stuck on, then point at it in the picture.</source>
        <translation>未找到标记点。请选择贴点的位置，然后在画面中指出。</translation>
    </message>
    <message>
        <source>Look at the picture: does each ring lie on the dot that it names? Correct what is wrong, then confirm.</source>
        <translation>请看画面：每个圆圈是否都在所标名称的标记点上？更正有误之处，然后确认。</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>{share} % of frames</source>
        <translation>{share} % 的帧</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Seen in</source>
        <translation>可见于</translation>
    </message>
    <message>
        <source>Adhesive dots</source>
        <translation>粘贴圆点</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>改名(&amp;R)…</translation>
    </message>
    <message>
        <source>Say where this dot is stuck on; a dot that has that name changes places with it</source>
        <translation>指明此标记点贴在何处；已有该名称的标记点与它互换</translation>
    </message>
    <message>
        <source>&amp;No dot</source>
        <translation>不是标记点(&amp;N)</translation>
    </message>
    <message>
        <source>Say that this is no dot</source>
        <translation>说明这不是标记点</translation>
    </message>
    <message>
        <source>Po&amp;int at it</source>
        <translation>在画面中指出(&amp;I)</translation>
    </message>
    <message>
        <source>Click in the picture where this dot is</source>
        <translation>在画面中点击此标记点的位置</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>Take the last correction back</source>
        <translation>撤销最后一次更正</translation>
    </message>
    <message>
        <source>Confirm t&amp;he dots</source>
        <translation>确认标记点(&amp;H)</translation>
    </message>
    <message>
        <source>The dots are correct; measure again with them</source>
        <translation>标记点已正确；用它们重新测量</translation>
    </message>
</context>
<context>
    <name>DotsPage</name>
    <message>
        <source>Adhesive dots</source>
        <translation>粘贴圆点</translation>
    </message>
    <message>
        <source>Use dots of one colour that does not occur in skin or clothes, 18 to 30 mm wide and not shiny: print the next page on sticker paper, or buy round labels.</source>
        <translation>请使用一种皮肤和衣服上没有的颜色的圆点，直径 18 至 30 毫米，不反光：将下一页打印在不干胶纸上，或购买圆形标签。</translation>
    </message>
    <message>
        <source>Feel for the bone and put the dot on it, left and right alike, on the skin or on close-fitting clothes. Shoulders and hips matter most; use at least four dots.</source>
        <translation>摸到骨头后把圆点贴在上面，左右相同，贴在皮肤或贴身衣服上。肩部和骨盆最重要；至少使用四个圆点。</translation>
    </message>
    <message>
        <source>Tie up long hair and tuck in the shirt. No arm, hair or clothing may cover a dot while walking.</source>
        <translation>扎起长发，把上衣塞好。行走时手臂、头发和衣服都不得遮住圆点。</translation>
    </message>
    <message>
        <source>When you screen the video, choose that dots were used, and check on the picture that each dot has the correct name.</source>
        <translation>筛查视频时，请选择使用了圆点，并在图上核对每个圆点的名称是否正确。</translation>
    </message>
    <message>
        <source>Walking towards the camera</source>
        <translation>朝摄像机走来</translation>
    </message>
    <message>
        <source>Shoulders</source>
        <translation>肩部</translation>
    </message>
    <message>
        <source>On the bony tip of the shoulder (acromion), to the front of it</source>
        <translation>肩部的骨性尖端（肩峰），偏前</translation>
    </message>
    <message>
        <source>Hips, front</source>
        <translation>骨盆，前面</translation>
    </message>
    <message>
        <source>On the bone that stands out below the waist (anterior iliac spine)</source>
        <translation>腰部以下突出的骨头（髂前上棘）</translation>
    </message>
    <message>
        <source>Ankles</source>
        <translation>脚踝</translation>
    </message>
    <message>
        <source>On the front, between the two ankle bones</source>
        <translation>前面，两个踝骨之间</translation>
    </message>
    <message>
        <source>left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>Walking away from the camera</source>
        <translation>背对摄像机走远</translation>
    </message>
    <message>
        <source>Neck (C7)</source>
        <translation>颈部 (C7)</translation>
    </message>
    <message>
        <source>On the bone that stands out most when the head is bent</source>
        <translation>低头时最突出的骨头</translation>
    </message>
    <message>
        <source>On the bony tip of the shoulder (acromion), to the back of it</source>
        <translation>肩部的骨性尖端（肩峰），偏后</translation>
    </message>
    <message>
        <source>Hips, back</source>
        <translation>骨盆，后面</translation>
    </message>
    <message>
        <source>On the two dimples above the buttocks (posterior iliac spines)</source>
        <translation>臀部上方的两个凹陷处（髂后上棘）</translation>
    </message>
    <message>
        <source>Above the heel, as high as the ankle bones</source>
        <translation>脚跟上方，与踝骨同高</translation>
    </message>
    <message>
        <source>With dots the program measures shoulders and hips more accurately than without.</source>
        <translation>有圆点时，程序对肩部和骨盆的测量更精确。</translation>
    </message>
    <message>
        <source>Left and right are the person&apos;s own. Drawn from a simulated body; the dots are shown larger than life.</source>
        <translation>左和右指受检者本人的左侧和右侧。图按模拟的身体绘制；圆点画得比实际大。</translation>
    </message>
    <message>
        <source>Dots to cut out</source>
        <translation>可剪下的圆点</translation>
    </message>
    <message>
        <source>Print in colour on matt sticker paper at 100 % (“actual size”, not “fit to page”). Each row is enough for one person; wear one colour only.</source>
        <translation>请用哑光不干胶纸以 100 % 彩色打印（选“实际大小”，不选“适合页面”）。每行够一人使用；只用一种颜色。</translation>
    </message>
    <message>
        <source>Rows of round dots, {diameter} mm wide</source>
        <translation>圆点若干行，直径 {diameter} 毫米</translation>
    </message>
    <message>
        <source>This line is {length} mm long.</source>
        <translation>这条线长 {length} 毫米。</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>&amp;Open video…</source>
        <translation>打开视频(&amp;O)…</translation>
    </message>
    <message>
        <source>Choose one or more videos (Ctrl+O)</source>
        <translation>选择一个或多个视频 (Ctrl+O)</translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation>打开文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>Screen the videos of a folder</source>
        <translation>筛查文件夹中的视频</translation>
    </message>
    <message>
        <source>&amp;Record…</source>
        <translation>录制…(&amp;R)</translation>
    </message>
    <message>
        <source>Record a walk with a camera (Ctrl+R)</source>
        <translation>用摄像头录制步行 (Ctrl+R)</translation>
    </message>
    <message>
        <source>&amp;Try the sample</source>
        <translation>试用示例(&amp;T)</translation>
    </message>
    <message>
        <source>Screen a video that comes with the program</source>
        <translation>筛查程序自带的视频</translation>
    </message>
    <message>
        <source>Drop a walking video here</source>
        <translation>将行走视频拖放到此处</translation>
    </message>
    <message>
        <source>one, several or a whole folder; mp4, mov, mkv, avi, mts and others</source>
        <translation>一个、多个或整个文件夹；mp4、mov、mkv、avi、mts 等</translation>
    </message>
    <message>
        <source>Drop to screen</source>
        <translation>松开即开始筛查</translation>
    </message>
</context>
<context>
    <name>EditableTitle</name>
    <message>
        <source>Click to give the recording a name or number (F2)</source>
        <translation>单击可为该视频填写姓名或编号（F2）</translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation>姓名或编号</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Give the recording a name or number so that you can find it (F2)</source>
        <translation>为该视频填写姓名或编号，便于查找（F2）</translation>
    </message>
</context>
<context>
    <name>EmptyDatasets</name>
    <message>
        <source>&amp;Open dataset…</source>
        <translation>打开数据集(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Simulate…</source>
        <translation>模拟(&amp;S)…</translation>
    </message>
    <message>
        <source>From your own &amp;videos…</source>
        <translation>从自己的视频(&amp;V)…</translation>
    </message>
    <message>
        <source>A dataset is a collection of recorded walks, each with its class: positive, neutral or negative. A network is trained on some of the people in it, selected on others, and tested on the rest. The data stays where it is; this list only remembers where.</source>
        <translation>数据集由许多段步行记录组成，每段都有类别：positive、neutral 或 negative。网络用其中一部分人训练，用另一部分人挑选，再用其余的人测试。数据留在原处；此列表只记住位置。</translation>
    </message>
    <message>
        <source>A folder can also be dropped anywhere on this page.</source>
        <translation>也可以把文件夹拖放到本页任意位置。</translation>
    </message>
    <message>
        <source>A dataset on this computer</source>
        <translation>这台电脑上的数据集</translation>
    </message>
    <message>
        <source>A folder in the Scoliosis1K layout, with pickles or with images and JSON, or a packed store. It is checked first; nothing in it is run.</source>
        <translation>按 Scoliosis1K 布局的文件夹（pickle，或图片加 JSON），或打包存储。会先检查；其中的任何代码都不会被运行。</translation>
    </message>
    <message>
        <source>A folder of walking videos and a list that gives the class of each. The walkers are followed as in a screening.</source>
        <translation>一个步行视频文件夹，以及一份写明各视频类别的列表。与筛查时一样跟踪行走者。</translation>
    </message>
    <message>
        <source>As many people as you like, to try everything out. What is learned from them says nothing about real people.</source>
        <translation>人数随意，用来试用各项功能。从中学到的内容不能说明真人的情况。</translation>
    </message>
    <message>
        <source>Your own videos</source>
        <translation>自己的视频</translation>
    </message>
    <message>
        <source>Simulated walkers</source>
        <translation>模拟行走者</translation>
    </message>
</context>
<context>
    <name>ErasableTable</name>
    <message>
        <source>Patient</source>
        <translation>受检者</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>添加日期</translation>
    </message>
    <message>
        <source>Time over</source>
        <translation>已到期</translation>
    </message>
    <message>
        <source>Recording of {date}</source>
        <translation>{date} 的录制</translation>
    </message>
    <message>
        <source>The patient, with everything</source>
        <translation>受检者及其全部内容</translation>
    </message>
    <message>
        <source>in the recycle bin since {date}</source>
        <translation>{date} 起在回收站</translation>
    </message>
    <message>
        <source>newest visit {date}</source>
        <translation>最近就诊 {date}</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未</translation>
    </message>
</context>
<context>
    <name>ErasingPart</name>
    <message>
        <source>What can be erased</source>
        <translation>可清除的内容</translation>
    </message>
    <message>
        <source>Choose what is &amp;due</source>
        <translation>选择到期内容(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Put back</source>
        <translation>放回(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Erase for good…</source>
        <translation>永久清除(&amp;E)…</translation>
    </message>
    <message>
        <source>Patients are kept for {years} years after the newest visit.</source>
        <translation>受检者在最近一次就诊后保存 {years} 年。</translation>
    </message>
    <message>
        <source>Patients are kept for ever.</source>
        <translation>受检者永久保存。</translation>
    </message>
    <message>
        <source>The recycle bin keeps what was deleted for {days} days, a backup at most {backup} days. {kept} Settings, under Protected records, changes that.</source>
        <translation>回收站保留已删除内容 {days} 天，备份最多保留 {backup} 天。{kept} 可在设置的受保护记录中更改。</translation>
    </message>
    <message>
        <source>Nothing lies in the recycle bin, and nobody&apos;s time is over.</source>
        <translation>回收站为空，也没有人的保存期已满。</translation>
    </message>
    <message>
        <source>{due} of {count} are due: their time is over. Nothing is erased by itself.</source>
        <translation>{count} 项中有 {due} 项已到期。不会自动清除任何内容。</translation>
    </message>
    <message>
        <source>None of {count} is due yet. Nothing is erased by itself.</source>
        <translation>{count} 项均未到期。不会自动清除任何内容。</translation>
    </message>
    <message>
        <source>Erase for good</source>
        <translation>永久清除</translation>
    </message>
    <message>
        <source>&amp;Erase for good</source>
        <translation>永久清除(&amp;E)</translation>
    </message>
    <message>
        <source>Patients to erase ({count}): {numbers}, with all their consents, visits, findings, recordings, judgements and signatures.</source>
        <translation>要清除的受检者（{count}）：{numbers}，连同其全部同意书、就诊、检查所见、录制、判断和签名。</translation>
    </message>
    <message>
        <source>Recordings to erase ({count}), of patients {numbers}, with their judgements and signatures.</source>
        <translation>要清除的录制（{count}），属于受检者 {numbers}，连同其判断和签名。</translation>
    </message>
    <message>
        <source>Nobody can bring them back.</source>
        <translation>任何人都无法恢复。</translation>
    </message>
    <message>
        <source>Automatic backups lose them by {date} at the latest.</source>
        <translation>自动备份最迟于 {date} 不再包含它们。</translation>
    </message>
    <message>
        <source>Backup files saved by hand, and records moved aside when a backup was restored, still hold them: delete those yourself.</source>
        <translation>手动保存的备份文件，以及恢复备份时移到一旁的记录仍含有它们：请自行删除。</translation>
    </message>
    <message>
        <source>A solid-state disk may keep old blocks for a while. They cannot be read: the key is thrown away.</source>
        <translation>固态硬盘可能会暂时保留旧数据块，但无法读取：密钥已销毁。</translation>
    </message>
    <message>
        <source>The audit trail keeps that it was done, without any name.</source>
        <translation>审计日志会保留此操作的记录，但不含任何姓名。</translation>
    </message>
</context>
<context>
    <name>Evaluation</name>
    <message>
        <source>Run {run}</source>
        <translation>训练 {run}</translation>
    </message>
    <message>
        <source>{worth}; not in Models yet</source>
        <translation>{worth}；尚未加入模型</translation>
    </message>
    <message>
        <source>The people are simulated: the figures will say nothing about real people.</source>
        <translation>这些人是模拟的：所得数字不能说明真人的情况。</translation>
    </message>
    <message>
        <source>This model learned from this dataset, and everyone in it would be judged: the figures would be far better than the model is. Split the dataset on the Dataset page first.</source>
        <translation>此模型是用这个数据集训练的，而其中所有人都将被判断：所得数字会远好于模型的实际水平。请先在数据集页划分数据集。</translation>
    </message>
    <message>
        <source>This model learned from this dataset with a different split, so perhaps from some of the test people of “{name}”.</source>
        <translation>此模型按另一种划分用过这个数据集训练，因此可能用过“{name}”中的一些测试人员。</translation>
    </message>
    <message>
        <source>“{name}” is not split: everyone in it is judged, and it is not known whether the model learned from some of them.</source>
        <translation>“{name}”未划分：其中所有人都会被判断，而模型是否用过其中一些人训练，此处无从得知。</translation>
    </message>
    <message>
        <source>The test person of “{name}” (one sequence) is judged, and only when you press “Evaluate”. Use them sparingly: whatever you change because of the figures is fitted to them.</source>
        <translation>将判断“{name}”的测试人员（一个序列），且仅在您按“评估”时进行。请尽量少用：根据所得数字作出的任何改动都会迁就此人。</translation>
    </message>
    <message>
        <source>The test people of “{name}” ({count} sequences) are judged, and only when you press “Evaluate”. Use them sparingly: whatever you change because of the figures is fitted to them.</source>
        <translation>将判断“{name}”的测试人群（{count} 个序列），且仅在您按“评估”时进行。请尽量少用：根据所得数字作出的任何改动都会迁就这些人。</translation>
    </message>
    <message>
        <source>There is no saved evaluation of this model on them.</source>
        <translation>没有此模型在他们身上的已保存评估。</translation>
    </message>
    <message>
        <source>This model has been evaluated on them once before.</source>
        <translation>此模型此前已在他们身上评估过一次。</translation>
    </message>
    <message>
        <source>This model has been evaluated on them {count} times before.</source>
        <translation>此模型此前已在他们身上评估过 {count} 次。</translation>
    </message>
    <message>
        <source>test people of {name}</source>
        <translation>{name} 的测试人群</translation>
    </message>
    <message>
        <source>out of {count} folds</source>
        <translation>{count} 折的折外受检者</translation>
    </message>
    <message>
        <source>all people</source>
        <translation>全部人员</translation>
    </message>
    <message>
        <source>Scale of the scores</source>
        <translation>得分的比例系数</translation>
    </message>
    <message>
        <source>Features from (0 to 1)</source>
        <translation>报告特征的阈值（满值 1）</translation>
    </message>
    <message>
        <source>Of these, scoliosis-like from (0 to 1)</source>
        <translation>其中归为侧弯样的阈值（满值 1）</translation>
    </message>
    <message>
        <source>Inconclusive within</source>
        <translation>在此范围内不下结论</translation>
    </message>
    <message>
        <source>A model that came with the program cannot be changed.</source>
        <translation>程序自带的模型不能更改。</translation>
    </message>
    <message>
        <source>A validated model cannot be changed.</source>
        <translation>已验证的模型不能更改。</translation>
    </message>
    <message>
        <source>Needs a model, and a dataset whose split has validation people.</source>
        <translation>需要一个模型，以及一个划分中列有验证人群的数据集。</translation>
    </message>
    <message>
        <source>Fit probabilities and thresholds on the validation people; the test people are not used</source>
        <translation>用验证人群拟合概率和阈值；不使用测试人群</translation>
    </message>
    <message>
        <source>The networks of this ensemble learned from the validation people of this dataset; each of them was calibrated by itself.</source>
        <translation>该集成的网络曾用此数据集的验证受检者训练；每个网络已各自校准。</translation>
    </message>
</context>
<context>
    <name>EvaluationForm</name>
    <message>
        <source>&amp;Add to models</source>
        <translation>加入模型(&amp;A)</translation>
    </message>
    <message>
        <source>Ch&amp;oose…</source>
        <translation>选择(&amp;O)…</translation>
    </message>
    <message>
        <source>Dataset&apos;s own</source>
        <translation>数据集自带的</translation>
    </message>
    <message>
        <source>&amp;Fit calibration…</source>
        <translation>拟合校准(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>the dataset&apos;s own</source>
        <translation>数据集自带的</translation>
    </message>
    <message>
        <source>Use the dataset&apos;s own subject map again</source>
        <translation>重新使用数据集的人员对照表</translation>
    </message>
    <message>
        <source>A CSV with the columns id, subject and, if known, sex and age</source>
        <translation>含 id、subject 两列的 CSV；如已知，还可有 sex 和 age</translation>
    </message>
    <message>
        <source>Two schools, 2026</source>
        <translation>两所学校，2026 年</translation>
    </message>
    <message>
        <source>Share of people in the group where the model will be used, for PPV and NPV</source>
        <translation>在使用这些回答的场所中该组人所占比例，用于 PPV 和 NPV</translation>
    </message>
    <message>
        <source>Compare &amp;with, on the same people</source>
        <translation>在同一批人上与之比较(&amp;W)</translation>
    </message>
    <message>
        <source>O&amp;n dataset</source>
        <translation>使用的数据集(&amp;N)</translation>
    </message>
    <message>
        <source>Which person each sequence shows (subject map)</source>
        <translation>每个序列属于谁（人员对照表）</translation>
    </message>
    <message>
        <source>Descr&amp;iption of the data, for the report</source>
        <translation>数据说明，写入报告(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Prevalence for PPV and NPV</source>
        <translation>PPV 和 NPV 所用患病率(&amp;P)</translation>
    </message>
    <message>
        <source>Choose subject map</source>
        <translation>选择人员对照表</translation>
    </message>
    <message>
        <source>Subject maps (*.csv)</source>
        <translation>人员对照表 (*.csv)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>no model yet</source>
        <translation>还没有模型</translation>
    </message>
    <message>
        <source>no other model</source>
        <translation>无其他模型</translation>
    </message>
    <message>
        <source>no dataset yet</source>
        <translation>还没有数据集</translation>
    </message>
    <message>
        <source>Copy this model to the installed ones; it stays local, unvalidated</source>
        <translation>将此模型复制到已安装的模型中；它仍是本地、未经验证的</translation>
    </message>
</context>
<context>
    <name>EvaluationModel</name>
    <message>
        <source>Evaluating “{model}” on “{dataset}”…</source>
        <translation>正在“{dataset}”上评估“{model}”…</translation>
    </message>
    <message>
        <source>Fitting “{name}” on validation people…</source>
        <translation>正在用验证人群拟合“{name}”…</translation>
    </message>
    <message>
        <source>The model “{name}” is no longer there, or cannot be used.</source>
        <translation>模型“{name}”已不存在或无法使用。</translation>
    </message>
    <message>
        <source>The dataset “{name}” is no longer in the list. Add it on the Dataset page, or choose another one.</source>
        <translation>数据集“{name}”已不在列表中。请在数据集页添加它，或选择另一个。</translation>
    </message>
    <message>
        <source>Cancelled. No report was saved.</source>
        <translation>已取消。没有保存报告。</translation>
    </message>
    <message>
        <source>Cancelled. The model is unchanged.</source>
        <translation>已取消。模型未更改。</translation>
    </message>
    <message>
        <source>Adding the model…</source>
        <translation>正在加入模型…</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was added.</source>
        <translation>已取消。没有加入任何内容。</translation>
    </message>
    <message>
        <source>Another task is running. Wait for it to finish.</source>
        <translation>正在进行其他操作。请等待其完成。</translation>
    </message>
    <message>
        <source>“{name}” was saved.</source>
        <translation>“{name}”已保存。</translation>
    </message>
</context>
<context>
    <name>EvaluationPage</name>
    <message>
        <source>Evaluation</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>E&amp;valuate</source>
        <translation>评估(&amp;V)</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>导出(&amp;X)</translation>
    </message>
    <message>
        <source>De&amp;lete…</source>
        <translation>删除(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;Report as PDF…</source>
        <translation>PDF 报告(&amp;R)…</translation>
    </message>
    <message>
        <source>Report as &amp;HTML…</source>
        <translation>HTML 报告(&amp;H)…</translation>
    </message>
    <message>
        <source>Report as &amp;JSON…</source>
        <translation>JSON 报告(&amp;J)…</translation>
    </message>
    <message>
        <source>&amp;Answer for each sequence (CSV)…</source>
        <translation>每个序列的回答（CSV）(&amp;A)…</translation>
    </message>
    <message>
        <source>Looking for models and reports…</source>
        <translation>正在查找模型和报告…</translation>
    </message>
    <message>
        <source>Mis&amp;judged…</source>
        <translation>判错的人(&amp;J)…</translation>
    </message>
    <message>
        <source>View the people the model misjudged, or all of them</source>
        <translation>查看模型判错的人，或查看所有人</translation>
    </message>
    <message>
        <source>Saved evaluations</source>
        <translation>已保存的评估</translation>
    </message>
    <message>
        <source>All &amp;figures (SVG and CSV) to a folder…</source>
        <translation>全部图表（SVG 和 CSV）存入文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>Judge the people and save the report</source>
        <translation>判读这些人并保存报告</translation>
    </message>
    <message>
        <source>Add a dataset on the Dataset page first</source>
        <translation>请先在数据集页添加数据集</translation>
    </message>
    <message>
        <source>There are no evaluations yet. Choose a model and a dataset, read the notes below them, then press “Evaluate”.</source>
        <translation>还没有评估。请选择模型和数据集，阅读其下方的说明，然后按“评估”。</translation>
    </message>
    <message>
        <source>An evaluation needs a dataset of people whose class is known. Add one on the Dataset page first.</source>
        <translation>评估需要类别已知的人群数据集。请先在数据集页添加一个。</translation>
    </message>
    <message>
        <source>Save the open report</source>
        <translation>保存打开的报告</translation>
    </message>
    <message>
        <source>Open a report first</source>
        <translation>请先打开一份报告</translation>
    </message>
    <message>
        <source>Delete evaluation</source>
        <translation>删除评估</translation>
    </message>
    <message>
        <source>Delete the evaluation of “{name}”?</source>
        <translation>要删除“{name}”的评估吗？</translation>
    </message>
    <message>
        <source>This cannot be undone. It also counts how often the test people have been used.</source>
        <translation>此操作无法撤销。测试人群被使用的次数也由它计算。</translation>
    </message>
    <message>
        <source>“{name}” is now in Models. It is local, unvalidated.</source>
        <translation>“{name}”现已在模型列表中。它是本地、未经验证的模型。</translation>
    </message>
    <message>
        <source>People judged by “{name}”</source>
        <translation>“{name}”判读了哪些人</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Show in Models</source>
        <translation>在模型中显示(&amp;S)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>EvaluationReport</name>
    <message>
        <source>{name} · page {number} of {count}</source>
        <translation>{name} · 第 {number} 页，共 {count} 页</translation>
    </message>
</context>
<context>
    <name>EvaluationTable</name>
    <message>
        <source>Model, day</source>
        <translation>模型，日期</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Figures (95 % interval)</source>
        <translation>指标（95% 区间）</translation>
    </message>
    <message>
        <source>compared with {name}</source>
        <translation>与 {name} 比较</translation>
    </message>
    <message>
        <source>{count} people</source>
        <translation>{count} 人</translation>
    </message>
    <message>
        <source>one person</source>
        <translation>1 人</translation>
    </message>
    <message>
        <source>{count} simulated people</source>
        <translation>{count} 个模拟人</translation>
    </message>
    <message>
        <source>one simulated person</source>
        <translation>1 名模拟行走者</translation>
    </message>
    <message>
        <source>Accuracy {figure}</source>
        <translation>准确率 {figure}</translation>
    </message>
    <message>
        <source>Macro F1 {figure}</source>
        <translation>宏平均 F1 {figure}</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
</context>
<context>
    <name>Examination</name>
    <message>
        <source>Checks completed so far: {count}</source>
        <translation>已完成的检查：{count}</translation>
    </message>
    <message>
        <source>The checks were stopped. Completed before that: {count}</source>
        <translation>检查已停止。此前已完成：{count}</translation>
    </message>
    <message>
        <source>One check failed; what to do is shown below.</source>
        <translation>有一项检查未通过；处理办法见下文。</translation>
    </message>
    <message>
        <source>{fails} checks failed; what to do is shown below.</source>
        <translation>有 {fails} 项检查未通过；处理办法见下文。</translation>
    </message>
    <message>
        <source>No check failed. What is worth knowing comes first.</source>
        <translation>没有未通过的检查。值得了解的内容列在最前面。</translation>
    </message>
    <message>
        <source>Everything is in order.</source>
        <translation>所检查的一切均无问题。</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>未通过</translation>
    </message>
    <message>
        <source>Worth knowing</source>
        <translation>值得了解</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>无问题</translation>
    </message>
</context>
<context>
    <name>ExaminationPage</name>
    <message>
        <source>Check this computer</source>
        <translation>检查这台电脑</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the list as text, to send to whoever helps you</source>
        <translation>将列表复制为文本，以便发邮件给为您提供帮助的人</translation>
    </message>
    <message>
        <source>Run all checks again (F5)</source>
        <translation>重新进行所有检查 (F5)</translation>
    </message>
    <message>
        <source>The list was copied. It contains no names, and no paths in your own folder.</source>
        <translation>列表已复制。其中不含任何人名，也不含您个人文件夹的路径。</translation>
    </message>
    <message>
        <source>Check a&amp;gain</source>
        <translation>重新检查(&amp;G)</translation>
    </message>
    <message>
        <source>Checking this computer…</source>
        <translation>正在检查这台电脑…</translation>
    </message>
</context>
<context>
    <name>ExtractDialog</name>
    <message>
        <source>&amp;Read the videos</source>
        <translation>读取视频(&amp;R)</translation>
    </message>
    <message>
        <source>Dataset from your own videos</source>
        <translation>由自己的视频制作数据集</translation>
    </message>
    <message>
        <source>The walker in each video is followed as in a screening, and stored as silhouettes and keypoints; the pictures are not stored. You can stop at any time: with the same folders it continues where it stopped.</source>
        <translation>与筛查时一样跟踪每段视频中的行走者，保存为轮廓和关键点；不保存画面。可随时停止：使用相同的文件夹即可接着进行。</translation>
    </message>
    <message>
        <source>Videos folder</source>
        <translation>视频文件夹</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Lists (*.csv)</source>
        <translation>列表 (*.csv)</translation>
    </message>
    <message>
        <source>Dataset folder</source>
        <translation>数据集文件夹</translation>
    </message>
    <message>
        <source>For example: consent for research at our school, not to be passed on</source>
        <translation>例如：仅获准用于本校研究，不得转交</translation>
    </message>
    <message>
        <source>&amp;Videos folder</source>
        <translation>视频文件夹(&amp;V)</translation>
    </message>
    <message>
        <source>CSV with the columns video and class (positive, neutral or negative) and, if known, subject: who walks. One line per video.</source>
        <translation>含 video 和 class（positive、neutral 或 negative）两列的 CSV；已知行走者时再加 subject 列。每段视频一行。</translation>
    </message>
    <message>
        <source>Dataset &amp;folder</source>
        <translation>数据集文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>A new folder, or one in which this was started.</source>
        <translation>新文件夹，或此前已开始制作的文件夹。</translation>
    </message>
    <message>
        <source>Copied into the card of every model trained on it.</source>
        <translation>会写入用它训练的每个模型的卡片。</translation>
    </message>
    <message>
        <source>Choose the videos folder.</source>
        <translation>请选择视频文件夹。</translation>
    </message>
    <message>
        <source>&amp;Labels</source>
        <translation>标签(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Terms of use</source>
        <translation>使用条款(&amp;T)</translation>
    </message>
    <message>
        <source>Choose the list of labels.</source>
        <translation>请选择标签列表。</translation>
    </message>
    <message>
        <source>Choose a folder for the dataset.</source>
        <translation>请为数据集选择文件夹。</translation>
    </message>
</context>
<context>
    <name>FigureCard</name>
    <message>
        <source>SVG…</source>
        <translation>SVG…</translation>
    </message>
    <message>
        <source>CSV…</source>
        <translation>CSV…</translation>
    </message>
    <message>
        <source>Save “{name}” as SVG</source>
        <translation>将“{name}”保存为 SVG</translation>
    </message>
    <message>
        <source>Save the numbers of “{name}” as CSV</source>
        <translation>将“{name}”的数值保存为 CSV</translation>
    </message>
</context>
<context>
    <name>FilesDialog</name>
    <message>
        <source>Poses and people of “{name}”</source>
        <translation>“{name}”的姿态与人员</translation>
    </message>
    <message>
        <source>&amp;Use and check</source>
        <translation>使用并检查(&amp;U)</translation>
    </message>
    <message>
        <source>Leave a field empty if the dataset has its own.</source>
        <translation>数据集自带的项目请留空。</translation>
    </message>
    <message>
        <source>Poses folder</source>
        <translation>姿态文件夹</translation>
    </message>
    <message>
        <source>pose in the dataset</source>
        <translation>数据集中的 pose</translation>
    </message>
    <message>
        <source>List of people</source>
        <translation>人员列表</translation>
    </message>
    <message>
        <source>Lists (*.csv)</source>
        <translation>列表 (*.csv)</translation>
    </message>
    <message>
        <source>subjects.csv in the dataset</source>
        <translation>数据集中的 subjects.csv</translation>
    </message>
    <message>
        <source>&amp;Poses folder</source>
        <translation>姿态文件夹(&amp;P)</translation>
    </message>
    <message>
        <source>A store contains its own poses.</source>
        <translation>打包存储自带姿态。</translation>
    </message>
    <message>
        <source>With the same folders as the silhouettes.</source>
        <translation>文件夹结构与轮廓相同。</translation>
    </message>
    <message>
        <source>CSV with the columns id and subject, which say which person each sequence shows. With another list, split again.</source>
        <translation>含 id 和 subject 两列的 CSV，说明各序列属于谁。更换列表后需要重新划分。</translation>
    </message>
    <message>
        <source>&amp;List of people</source>
        <translation>人员列表(&amp;L)</translation>
    </message>
</context>
<context>
    <name>FilmAgainDialog</name>
    <message>
        <source>Film again</source>
        <translation>重新拍摄</translation>
    </message>
    <message>
        <source>&amp;Choose the new video…</source>
        <translation>选择新视频(&amp;C)…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Film {name} again</source>
        <translation>重新拍摄：{name}</translation>
    </message>
    <message>
        <source>The new video is screened with the same name, operator and model. Both results are kept and shown side by side. You can also drop the video here.</source>
        <translation>新视频将以相同的姓名、筛查人员和模型进行筛查。两份结果都会保留并并排显示。也可以将视频拖放到此处。</translation>
    </message>
    <message>
        <source>Film it the same way again</source>
        <translation>请按同样方式再拍一次</translation>
    </message>
    <message>
        <source>There is nothing to change about this recording.</source>
        <translation>本段视频的拍摄方式无需改变。</translation>
    </message>
    <message>
        <source>As always: head and feet in the picture the whole time, straight towards the camera or away from it, six steps or more, even light, and a camera that stands still.</source>
        <translation>一如既往：头和脚始终在画面内，正对或背对摄像机直行，至少六步，光线均匀，摄像机保持不动。</translation>
    </message>
    <message>
        <source>Choose the new video</source>
        <translation>选择新视频</translation>
    </message>
    <message>
        <source>Drop one video: the new one of this child.</source>
        <translation>请只拖放一段视频：该儿童的新视频。</translation>
    </message>
    <message>
        <source>“{name}” is not a video this program can read. Choose a file such as mp4, mov, mkv, avi or mts.</source>
        <translation>“{name}”不是本程序可读取的视频。请选择 mp4、mov、mkv、avi 或 mts 等文件。</translation>
    </message>
    <message>
        <source>“{name}” is the recording you are repeating. Choose the new one.</source>
        <translation>“{name}”就是需要重拍的视频。请选择新视频。</translation>
    </message>
    <message>
        <source>What to change this time</source>
        <translation>这次需要改进之处</translation>
    </message>
    <message>
        <source>Videos ({endings})</source>
        <translation>视频 ({endings})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>FindingFirst</name>
    <message>
        <source>Findings of {date}</source>
        <translation>{date} 的检查发现</translation>
    </message>
</context>
<context>
    <name>FindingRow</name>
    <message>
        <source>Show {time}</source>
        <translation>显示 {time}</translation>
    </message>
    <message>
        <source>Show in the video: {finding}</source>
        <translation>在视频中显示：{finding}</translation>
    </message>
</context>
<context>
    <name>FindingsForm</name>
    <message>
        <source>Revision</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>What is written now</source>
        <translation>当前内容</translation>
    </message>
    <message>
        <source>Such as a brace or exercises</source>
        <translation>例如支具或体操</translation>
    </message>
    <message>
        <source>To whom, or empty</source>
        <translation>转诊至何处；没有则留空</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Scoliometer</source>
        <translation>脊柱侧弯测量尺</translation>
    </message>
    <message>
        <source>&amp;Forward bend</source>
        <translation>前屈试验(&amp;F)</translation>
    </message>
    <message>
        <source>Back &amp;pain</source>
        <translation>背痛(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Menarche</source>
        <translation>月经初潮(&amp;M)</translation>
    </message>
    <message>
        <source>Earlier &amp;treatment</source>
        <translation>既往处置(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Referred to</source>
        <translation>转诊至(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;What came of it</source>
        <translation>转诊结果(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Notes</source>
        <translation>备注(&amp;N)</translation>
    </message>
    <message>
        <source>This is how it was written then. It cannot be changed.</source>
        <translation>这是当时写下的内容，不能更改。</translation>
    </message>
</context>
<context>
    <name>FirstRecordsDialog</name>
    <message>
        <source>Set up protected records</source>
        <translation>设置受保护的记录</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Short, such as initials</source>
        <translation>简短，例如姓名缩写</translation>
    </message>
    <message>
        <source>As it is printed under a signature</source>
        <translation>打印在签名下方的姓名</translation>
    </message>
    <message>
        <source>&amp;Login</source>
        <translation>登录名(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>姓名(&amp;N)</translation>
    </message>
    <message>
        <source>You become the administrator: you unlock the records with this login and password, and can add other users later.</source>
        <translation>您将成为管理员：用此登录名和密码解锁记录，以后可以添加其他用户。</translation>
    </message>
    <message>
        <source>The password is stored nowhere. Nobody can look it up or send it.</source>
        <translation>密码不会保存在任何地方。没有人能查到或发送它。</translation>
    </message>
    <message>
        <source>Results that are there now: {count}. You can take them over next.</source>
        <translation>现有结果：{count}。下一步可以将其转入。</translation>
    </message>
    <message>
        <source>The recovery key</source>
        <translation>恢复密钥</translation>
    </message>
    <message>
        <source>&amp;Begin with the records</source>
        <translation>开始使用记录(&amp;B)</translation>
    </message>
    <message>
        <source>Who unlocks the records?</source>
        <translation>由谁解锁记录？</translation>
    </message>
    <message>
        <source>Making the records…</source>
        <translation>正在创建记录…</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>继续(&amp;G)</translation>
    </message>
    <message>
        <source>A login is wanting.</source>
        <translation>还缺登录名。</translation>
    </message>
    <message>
        <source>A name is wanting.</source>
        <translation>还缺姓名。</translation>
    </message>
    <message>
        <source>Write the key down first: it is never shown again.</source>
        <translation>请先抄下密钥：它不会再次显示。</translation>
    </message>
</context>
<context>
    <name>FolderDialog</name>
    <message>
        <source>Screen a folder</source>
        <translation>筛查文件夹</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Save &amp;table…</source>
        <translation>保存表格(&amp;T)…</translation>
    </message>
    <message>
        <source>One row for each video: outcome, recording quality and measurements</source>
        <translation>每个视频一行：结果、视频质量和测量值</translation>
    </message>
    <message>
        <source>&amp;List of children…</source>
        <translation>儿童名单(&amp;L)…</translation>
    </message>
    <message>
        <source>A list (CSV or XLSX) with the number of each child, which stands in the file names</source>
        <translation>含有每名儿童编号的名单（CSV 或 XLSX），文件名中应有这些编号</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Videos in “{name}”</source>
        <translation>“{name}”中的视频</translation>
    </message>
    <message>
        <source>S&amp;creen the video</source>
        <translation>筛查该视频(&amp;C)</translation>
    </message>
    <message>
        <source>S&amp;creen {count} videos</source>
        <translation>筛查 {count} 个视频(&amp;C)</translation>
    </message>
    <message>
        <source>Try a&amp;gain</source>
        <translation>重试(&amp;G)</translation>
    </message>
    <message>
        <source>A video was found ({size}).</source>
        <translation>找到一个视频（{size}）。</translation>
    </message>
    <message>
        <source>{count} videos were found ({size}).</source>
        <translation>找到 {count} 个视频（{size}）。</translation>
    </message>
    <message>
        <source>Each result is kept under Results as soon as it is there. You can stop, close this or close the program at any time: open the folder again and it goes on where it was.</source>
        <translation>每个结果得出后立即保存在结果页中。您可以随时停止、关闭此窗口或退出程序：再次打开该文件夹即可从中断处继续。</translation>
    </message>
    <message>
        <source>{count} screened</source>
        <translation>已筛查 {count} 个</translation>
    </message>
    <message>
        <source>{count} still to come</source>
        <translation>还剩 {count} 个</translation>
    </message>
    <message>
        <source>{count} not screened yet</source>
        <translation>尚未筛查 {count} 个</translation>
    </message>
    <message>
        <source>{count} could not be screened</source>
        <translation>无法筛查 {count} 个</translation>
    </message>
    <message>
        <source>Save table</source>
        <translation>保存表格</translation>
    </message>
    <message>
        <source>Workbook (*.xlsx)</source>
        <translation>工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>List of children</source>
        <translation>儿童名单</translation>
    </message>
    <message>
        <source>Lists (*.csv *.tsv *.txt *.xlsx)</source>
        <translation>名单 (*.csv *.tsv *.txt *.xlsx)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>1 video has its child.</source>
        <translation>1 个视频找到了对应的儿童。</translation>
    </message>
    <message>
        <source>{count} videos have their child.</source>
        <translation>{count} 个视频找到了对应的儿童。</translation>
    </message>
    <message>
        <source>No child of the roster: {videos}</source>
        <translation>名单中没有对应的儿童：{videos}</translation>
    </message>
    <message>
        <source>No video of the children: {numbers}</source>
        <translation>这些儿童没有视频：{numbers}</translation>
    </message>
    <message>
        <source>Left out: row {row} of the roster: {reason}</source>
        <translation>已略过：名单第 {row} 行：{reason}</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>……还有 {count} 条</translation>
    </message>
    <message>
        <source>The table was saved as {name}.</source>
        <translation>表格已保存为 {name}。</translation>
    </message>
</context>
<context>
    <name>FolderImportDialog</name>
    <message>
        <source>Whose are these videos?</source>
        <translation>这些视频是谁的？</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>&amp;Take in 1 video</source>
        <translation>收入 1 个视频(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Take in {count} videos</source>
        <translation>收入 {count} 个视频(&amp;T)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>1 video has its patient by the number in its name.</source>
        <translation>1 个视频按文件名中的编号找到了受检者。</translation>
    </message>
    <message>
        <source>{count} videos have their patient by the number in their name.</source>
        <translation>{count} 个视频按文件名中的编号找到了受检者。</translation>
    </message>
    <message>
        <source>1 is left out: no consent is noted for its patient.</source>
        <translation>略过 1 个：其受检者没有记下同意。</translation>
    </message>
    <message>
        <source>{count} are left out: no consent is noted for their patients.</source>
        <translation>略过 {count} 个：其受检者没有记下同意。</translation>
    </message>
    <message>
        <source>&amp;Ask afterwards about the video that is nobody&apos;s by its name</source>
        <translation>之后再询问按文件名找不到受检者的那个视频(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Ask afterwards about the {count} videos that are nobody&apos;s by their name</source>
        <translation>之后再询问按文件名找不到受检者的 {count} 个视频(&amp;A)</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>受检者</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>nobody known</source>
        <translation>没有已知的受检者</translation>
    </message>
    <message>
        <source>{who}: no consent</source>
        <translation>{who}：没有同意</translation>
    </message>
</context>
<context>
    <name>FolderTable</name>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>being screened, {percent} %</source>
        <translation>正在筛查，{percent}%</translation>
    </message>
    <message>
        <source>not screened yet</source>
        <translation>尚未筛查</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>stopped; not screened yet</source>
        <translation>已停止，尚未筛查</translation>
    </message>
    <message>
        <source>saving</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped by an unexpected error</source>
        <translation>因意外错误而停止</translation>
    </message>
</context>
<context>
    <name>FormDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>FormView</name>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Choose a field to see what it means.</source>
        <translation>选中一个字段即可查看其说明。</translation>
    </message>
    <message>
        <source>Small presets learn from simulated people in minutes; published ones have the settings from the papers, for a GPU.</source>
        <translation>小型预设用模拟人在几分钟内完成学习；已发表的预设采用论文中的设置，适合 GPU。</translation>
    </message>
    <message>
        <source>Data&amp;set</source>
        <translation>数据集(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Preset</source>
        <translation>预设(&amp;P)</translation>
    </message>
    <message>
        <source>from a file</source>
        <translation>来自文件</translation>
    </message>
    <message>
        <source>{count} settings differ from the preset.</source>
        <translation>有 {count} 项设置与预设不同。</translation>
    </message>
    <message>
        <source>One setting differs from the preset.</source>
        <translation>有 1 项设置与预设不同。</translation>
    </message>
    <message>
        <source>Simulated people, made for the run</source>
        <translation>为此次训练生成的模拟人</translation>
    </message>
    <message>
        <source>{name} (simulated)</source>
        <translation>{name}（模拟）</translation>
    </message>
    <message>
        <source>Choose a dataset</source>
        <translation>选择数据集</translation>
    </message>
    <message>
        <source>Allowed: {what}.</source>
        <translation>允许：{what}。</translation>
    </message>
    <message>
        <source>Default: {value}.</source>
        <translation>默认：{value}。</translation>
    </message>
</context>
<context>
    <name>GateBars</name>
    <message>
        <source>Channel gate</source>
        <translation>通道门控</translation>
    </message>
</context>
<context>
    <name>GroupView</name>
    <message>
        <source>{title} · {count} changed</source>
        <translation>{title} · 已更改 {count} 项</translation>
    </message>
</context>
<context>
    <name>HelpArea</name>
    <message>
        <source>dots.pdf</source>
        <translation>圆点.pdf</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Save the page on dots</source>
        <translation>保存圆点说明页</translation>
    </message>
    <message>
        <source>Saved: {name}. Print it at 100 %.</source>
        <translation>已保存：{name}。请以 100 % 打印。</translation>
    </message>
    <message>
        <source>Back to help</source>
        <translation>返回帮助</translation>
    </message>
    <message>
        <source>Back to help (Esc)</source>
        <translation>返回帮助 (Esc)</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>&amp;Dots to print…</source>
        <translation>打印圆点(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Check this computer</source>
        <translation>检查这台电脑(&amp;C)</translation>
    </message>
    <message>
        <source>Save a page on adhesive dots: where to put them, and dots to cut out</source>
        <translation>保存有关粘贴圆点的页面：贴在何处，以及可剪下的圆点</translation>
    </message>
    <message>
        <source>Check that everything the program needs is there</source>
        <translation>查看程序所需的一切是否齐备</translation>
    </message>
    <message>
        <source>How to record</source>
        <translation>如何拍摄</translation>
    </message>
    <message>
        <source>How to read a result</source>
        <translation>如何看结果</translation>
    </message>
    <message>
        <source>What the program does not say</source>
        <translation>本程序不能说明什么</translation>
    </message>
    <message>
        <source>Adhesive dots</source>
        <translation>粘贴圆点</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Research</source>
        <translation>研究</translation>
    </message>
    <message>
        <source>Put the camera on a stand, at hip height, and keep it level and still.</source>
        <translation>将摄像机放在支架上，高度与骨盆齐平，保持水平、不动。</translation>
    </message>
    <message>
        <source>Ask the person to walk straight towards the camera, or straight away from it, at their own pace: six steps or more.</source>
        <translation>让受检者以自己的步速正对摄像机走来，或背对摄像机走远：六步或更多。</translation>
    </message>
    <message>
        <source>Keep head and feet in the picture from the first step to the last.</source>
        <translation>从第一步到最后一步，头和脚都在画面内。</translation>
    </message>
    <message>
        <source>Close-fitting clothes, hair tied up, even light, no window behind the person.</source>
        <translation>穿贴身的衣服，扎起头发，光线均匀，身后没有窗户。</translation>
    </message>
    <message>
        <source>One person in the picture is best; if there are several, you choose one afterwards.</source>
        <translation>画面中最好只有一个人；如有多人，之后可选择其中一人。</translation>
    </message>
    <message>
        <source>Round dots on the shoulders and hips (and on the neck and ankles, if you like) make these measurements more accurate; without dots, hip tilt is not measured at all.</source>
        <translation>在肩部和骨盆（也可在颈部和脚踝）贴圆点，可使这些测量更精确；没有圆点时，完全不测量骨盆倾斜。</translation>
    </message>
    <message>
        <source>“Dots to print” saves a page that shows where they go, with dots of the correct size to cut out.</source>
        <translation>“打印圆点”会保存一页说明，标明圆点的位置，并附有尺寸合适、可剪下的圆点。</translation>
    </message>
    <message>
        <source>First check whether the recording is usable, then read the outcome.</source>
        <translation>先看视频是否可用，再看筛查结果。</translation>
    </message>
    <message>
        <source>Left and right are always the person&apos;s own sides, and are marked on every picture.</source>
        <translation>左和右始终指受检者本人的左侧和右侧，并标在每张图上。</translation>
    </message>
    <message>
        <source>Each measurement comes with the range it lies in; if the range includes zero, no side is named.</source>
        <translation>每项测量值都附有其所在的区间；区间包含零时，不指明是哪一侧。</translation>
    </message>
    <message>
        <source>“Why” shows which body levels and moments the model&apos;s answer came from; click the picture of a moment to see it in the video.</source>
        <translation>“判读依据”显示模型的结果来自哪些身体部位和哪些时刻；点击某一时刻的图片，视频会跳转到该处。</translation>
    </message>
    <message>
        <source>“How far to trust it” says whether halves of the recording give the same answer, and whether the model has seen recordings like it.</source>
        <translation>“可信程度”说明只取视频的一半时结果是否不变，以及模型是否见过类似的视频。</translation>
    </message>
    <message>
        <source>It does not make a diagnosis, and does not replace an examination.</source>
        <translation>它不作诊断，也不能代替检查。</translation>
    </message>
    <message>
        <source>It says nothing about the angle of the spine.</source>
        <translation>它不说明脊柱的任何角度。</translation>
    </message>
    <message>
        <source>The bundled model is a demo: it was trained on simulated walkers and has no clinical meaning.</source>
        <translation>随附的模型是演示模型：它用模拟行走者训练，没有任何临床意义。</translation>
    </message>
    <message>
        <source>Videos, and the outlines and points taken from them, stay on this computer. They are not anonymous: people can be recognised by their gait.</source>
        <translation>视频及由其得到的轮廓和关键点都留在本机。它们并非匿名：可以凭步态认出人。</translation>
    </message>
    <message>
        <source>“Models” lists the models that can judge a recording, and how well each one has been tested.</source>
        <translation>“模型”列出可以判读视频的模型，并说明每个模型经过怎样的检验。</translation>
    </message>
    <message>
        <source>Drop an OpenGait checkpoint or a model pack on the window. A checkpoint needs its class order: with the wrong order, its answers are mixed up.</source>
        <translation>把 OpenGait 检查点或模型包拖到窗口上即可导入。导入检查点时要说明类别顺序：顺序错误，答案就会张冠李戴。</translation>
    </message>
    <message>
        <source>A model trained or imported here is local, unvalidated, until a named person declares it validated with an evaluation report on exactly its weights.</source>
        <translation>在这里训练或导入的模型是本地、未经验证的，直到有具名人员凭针对同一组权重的评估报告声明其已验证。</translation>
    </message>
    <message>
        <source>“Dataset” opens a folder of recordings, checks it, packs it and splits it by person.</source>
        <translation>“数据集”读入一个视频文件夹，对其进行检查、打包，并按人划分。</translation>
    </message>
    <message>
        <source>“Training” starts a run that continues when the window is closed; it can be paused, stopped and resumed.</source>
        <translation>“训练”启动一次训练，关闭窗口后仍会继续；训练可以暂停、停止和恢复。</translation>
    </message>
    <message>
        <source>“Evaluation” shows how well a model does on people it has not learned from, with intervals, and adds it to Models.</source>
        <translation>“评估”说明模型在未学习过的人身上表现如何，并给出区间，还可以把它加入模型列表。</translation>
    </message>
    <message>
        <source>the screening day</source>
        <translation>筛查日</translation>
    </message>
    <message>
        <source>one frame back or forward</source>
        <translation>后退或前进一帧</translation>
    </message>
    <message>
        <source>previous or next deciding moment</source>
        <translation>跳转到前一个或后一个关键时刻</translation>
    </message>
    <message>
        <source>show or hide the job list</source>
        <translation>显示或隐藏任务列表</translation>
    </message>
    <message>
        <source>undo the last cancel, clear or delete</source>
        <translation>撤销刚才的取消、清除或删除</translation>
    </message>
    <message>
        <source>A recording without these features does not rule out scoliosis.</source>
        <translation>视频中未检出这些特征，并不能排除脊柱侧弯。</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>open videos</source>
        <translation>打开视频</translation>
    </message>
    <message>
        <source>Screen, Results, Models</source>
        <translation>筛查、结果、模型</translation>
    </message>
    <message>
        <source>Research, Settings</source>
        <translation>研究、设置</translation>
    </message>
    <message>
        <source>under Research: Dataset, Training, Evaluation</source>
        <translation>在研究中：数据集、训练、评估</translation>
    </message>
    <message>
        <source>Screen, Results, Settings</source>
        <translation>筛查、结果、设置</translation>
    </message>
    <message>
        <source>filter the results</source>
        <translation>筛选结果</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>open the selected result</source>
        <translation>打开所选结果</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>play or pause the video</source>
        <translation>播放或暂停视频</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>back to the list</source>
        <translation>返回列表</translation>
    </message>
    <message>
        <source>this page</source>
        <translation>本页</translation>
    </message>
    <message>
        <source>close the program</source>
        <translation>关闭程序</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import checkpoint</source>
        <translation>导入检查点</translation>
    </message>
    <message>
        <source>A .pt file written by OpenGait</source>
        <translation>由 OpenGait 写出的 .pt 文件</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>选择(&amp;C)…</translation>
    </message>
    <message>
        <source>Ne&amp;wer: {order}</source>
        <translation>较新(&amp;W)：{order}</translation>
    </message>
    <message>
        <source>Ol&amp;der: {order}</source>
        <translation>较旧(&amp;D)：{order}</translation>
    </message>
    <message>
        <source>&amp;Another order:</source>
        <translation>其他顺序(&amp;A)：</translation>
    </message>
    <message>
        <source>Trained on Scoliosis1K: not for commercial use, not to be passed on (its release agreement)</source>
        <translation>用 Scoliosis1K 训练：不得用于商业用途，不得转交他人（按其发布协议）</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Its terms of use; the list has a suggestion</source>
        <translation>使用时须遵守的条件；列表中有一条建议</translation>
    </message>
    <message>
        <source>A checkpoint does not say, and OpenGait changed it on 27 August 2025. With the wrong order the program shows “borderline” for “scoliosis”, and the other way round. Ask whoever trained it, or look up the version of OpenGait; this is never guessed.</source>
        <translation>检查点本身不说明这一点，而 OpenGait 在 2025 年 8 月 27 日更改过顺序。顺序弄错时，程序会以“临界”代替“侧弯”，反之亦然。请询问训练者，或查明 OpenGait 的版本；程序从不猜测。</translation>
    </message>
    <message>
        <source>OpenGait before that day, and the checkpoint from the authors of DRF</source>
        <translation>该日之前的 OpenGait，以及 DRF 作者的检查点</translation>
    </message>
    <message>
        <source>Importing, testing and measuring; a large network may take minutes…</source>
        <translation>正在导入、测试和测量；大型网络需要几分钟…</translation>
    </message>
    <message>
        <source>Recognised: {network}, which uses {inputs}.</source>
        <translation>已识别：{network}，输入为{inputs}。</translation>
    </message>
    <message>
        <source>the number of training steps is not stated</source>
        <translation>未说明训练步数</translation>
    </message>
    <message>
        <source>Class order: {order}. Its known answer was recorded and checked. Status: {status}. To use it, set it as default.</source>
        <translation>类别顺序：{order}。已知答案已记录并核对相符。状态：{status}。设为默认后即由它判读。</translation>
    </message>
    <message>
        <source>Who trained it, where it was published</source>
        <translation>由谁训练、在何处发表</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>导入(&amp;I)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Class of output {number}</source>
        <translation>输出 {number} 的类别</translation>
    </message>
    <message>
        <source>output {number}</source>
        <translation>输出 {number}</translation>
    </message>
    <message>
        <source>Which output means what?</source>
        <translation>各个输出代表什么？</translation>
    </message>
    <message>
        <source>OpenGait since 27 August 2025 (commit 437a24d)</source>
        <translation>OpenGait 自 2025 年 8 月 27 日起（commit 437a24d）</translation>
    </message>
    <message>
        <source>What the card will say</source>
        <translation>模型卡的内容</translation>
    </message>
    <message>
        <source>Na&amp;me</source>
        <translation>名称(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Licence</source>
        <translation>许可(&amp;L)</translation>
    </message>
    <message>
        <source>O&amp;rigin</source>
        <translation>来源(&amp;R)</translation>
    </message>
    <message>
        <source>Choose checkpoint</source>
        <translation>选择检查点</translation>
    </message>
    <message>
        <source>Checkpoints ({endings})</source>
        <translation>检查点 ({endings})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Reading the checkpoint…</source>
        <translation>正在读取检查点…</translation>
    </message>
    <message>
        <source>Channels {channels}; {parts} parts; {classes} classes.</source>
        <translation>通道 {channels}；{parts} 个部分；{classes} 个类别。</translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation>{count} 个参数</translation>
    </message>
    <message>
        <source>{count} training steps</source>
        <translation>训练 {count} 步</translation>
    </message>
    <message>
        <source>“{name}” is installed</source>
        <translation>“{name}”已安装</translation>
    </message>
</context>
<context>
    <name>IncomingFiles</name>
    <message>
        <source>Your role does not screen videos.</source>
        <translation>您的角色不能筛查视频。</translation>
    </message>
</context>
<context>
    <name>JobMessages</name>
    <message>
        <source>{name} has been screened: {outcome}.</source>
        <translation>{name} 已完成：{outcome}。</translation>
    </message>
    <message>
        <source>&amp;Compare both</source>
        <translation>比较两者(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Open result</source>
        <translation>打开结果(&amp;O)</translation>
    </message>
    <message>
        <source>{count} videos could not be screened:</source>
        <translation>{count} 段视频无法筛查：</translation>
    </message>
    <message>
        <source>Also: {names}</source>
        <translation>另有：{names}</translation>
    </message>
    <message>
        <source>Try a&amp;gain</source>
        <translation>重试(&amp;G)</translation>
    </message>
    <message>
        <source>The results of {count} videos could not be saved. {reason}</source>
        <translation>{count} 段视频的结果无法保存。{reason}</translation>
    </message>
    <message>
        <source>The result of {name} could not be saved. {reason}</source>
        <translation>{name} 的结果无法保存。{reason}</translation>
    </message>
    <message>
        <source>You can open them below until you close the window.</source>
        <translation>在关闭窗口之前，可以在下方打开这些结果。</translation>
    </message>
    <message>
        <source>Try &amp;saving again</source>
        <translation>再次尝试保存(&amp;S)</translation>
    </message>
</context>
<context>
    <name>JobRow</name>
    <message>
        <source>{time} left</source>
        <translation>还需 {time}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>So that you can find the recording; saved with the result. Enter goes to the next video.</source>
        <translation>便于查找该视频，随结果一起保存。按回车键转到下一段视频。</translation>
    </message>
    <message>
        <source>Open the result of {name}</source>
        <translation>打开 {name} 的结果</translation>
    </message>
    <message>
        <source>Remove this from the list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>Remove {name} from the list</source>
        <translation>将 {name} 从列表中移除</translation>
    </message>
    <message>
        <source>Cancel {name}</source>
        <translation>取消 {name}</translation>
    </message>
    <message>
        <source>Try again to save the result of {name}</source>
        <translation>再次尝试保存 {name} 的结果</translation>
    </message>
    <message>
        <source>stopped by an unexpected error</source>
        <translation>因意外错误而停止</translation>
    </message>
    <message>
        <source>stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation>姓名或编号</translation>
    </message>
    <message>
        <source>Name or number for {name}</source>
        <translation>{name} 的姓名或编号</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Screen {name} again</source>
        <translation>重新筛查 {name}</translation>
    </message>
    <message>
        <source>Find the video…</source>
        <translation>查找视频…</translation>
    </message>
    <message>
        <source>Find the video {name}</source>
        <translation>查找视频 {name}</translation>
    </message>
    <message>
        <source>Try saving again</source>
        <translation>再次尝试保存</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Not saved yet. {reason}</source>
        <translation>尚未保存。{reason}</translation>
    </message>
    <message>
        <source>opening the video</source>
        <translation>正在打开视频</translation>
    </message>
    <message>
        <source>finding the walker</source>
        <translation>正在寻找行走者</translation>
    </message>
    <message>
        <source>following the walker</source>
        <translation>正在跟踪行走者</translation>
    </message>
    <message>
        <source>measuring</source>
        <translation>正在测量</translation>
    </message>
    <message>
        <source>judging</source>
        <translation>正在判读</translation>
    </message>
    <message>
        <source>saving</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>working</source>
        <translation>正在处理</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>正在开始</translation>
    </message>
</context>
<context>
    <name>JobsStrip</name>
    <message>
        <source>Videos being screened</source>
        <translation>正在筛查的视频</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>清除已完成项</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>全部取消</translation>
    </message>
    <message>
        <source>{count} videos cancelled.</source>
        <translation>已取消 {count} 段视频。</translation>
    </message>
    <message>
        <source>{name} cancelled.</source>
        <translation>已取消 {name}。</translation>
    </message>
    <message>
        <source>Show the list</source>
        <translation>显示列表</translation>
    </message>
    <message>
        <source>{count} videos removed from this list. Their results are kept.</source>
        <translation>已从此列表中移除 {count} 段视频。它们的结果仍保留。</translation>
    </message>
    <message>
        <source>{name} removed from this list.</source>
        <translation>已从此列表中移除 {name}。</translation>
    </message>
    <message>
        <source>{name} removed from this list; its result is not saved.</source>
        <translation>已从此列表中移除 {name}；其结果未保存。</translation>
    </message>
    <message>
        <source>Hide the list</source>
        <translation>隐藏列表</translation>
    </message>
    <message>
        <source>{count} running</source>
        <translation>{count} 个进行中</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count} 个等待中</translation>
    </message>
    <message>
        <source>{count} done</source>
        <translation>{count} 个已完成</translation>
    </message>
    <message>
        <source>{count} not saved</source>
        <translation>{count} 个未保存</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} 个失败</translation>
    </message>
    <message>
        <source>{count} cancelled</source>
        <translation>{count} 个已取消</translation>
    </message>
    <message>
        <source>about {minutes} min left for all</source>
        <translation>全部完成约需 {minutes} 分钟</translation>
    </message>
</context>
<context>
    <name>JudgeKeeper</name>
    <message>
        <source>This computer is in clinic mode: the Models and Research pages are closed. Ask the administrator.</source>
        <translation>本机处于诊所模式：模型页和研究页已关闭。请联系管理员。</translation>
    </message>
    <message>
        <source>Clinic mode was not switched on. {reason}</source>
        <translation>诊所模式未开启。{reason}</translation>
    </message>
</context>
<context>
    <name>JudgementLine</name>
    <message>
        <source>Hidden until your own finding is written down</source>
        <translation>写下您自己的检查所见之后才显示</translation>
    </message>
    <message>
        <source>newest of {count} judgements</source>
        <translation>{count} 个判断中最新的一个</translation>
    </message>
</context>
<context>
    <name>KeepDialog</name>
    <message>
        <source>How long this record is kept</source>
        <translation>该档案保存多久</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>After this day an administrator is asked whether the record is to be erased. Nothing is erased by itself.</source>
        <translation>此日之后会询问管理员是否彻底删除该档案。不会自动删除任何内容。</translation>
    </message>
    <message>
        <source>Keep &amp;until</source>
        <translation>保存至(&amp;U)</translation>
    </message>
    <message>
        <source>Empty: as the settings say</source>
        <translation>留空：按设置</translation>
    </message>
</context>
<context>
    <name>KeepingCard</name>
    <message>
        <source>How results are kept</source>
        <translation>结果如何保存</translation>
    </message>
    <message>
        <source>&amp;Quick look</source>
        <translation>快速查看(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Protected records…</source>
        <translation>受保护的记录(&amp;P)…</translation>
    </message>
    <message>
        <source>Restore from a backup…</source>
        <translation>从备份恢复…</translation>
    </message>
    <message>
        <source>How shall results be kept?</source>
        <translation>结果应如何保存？</translation>
    </message>
    <message>
        <source>With a password: patients, videos and results are kept encrypted on this computer.</source>
        <translation>使用密码：受检者、视频和结果在这台电脑上加密保存。</translation>
    </message>
    <message>
        <source>Results in a folder that anybody on this computer can read: {count}. Protected records can take them over.</source>
        <translation>这台电脑上任何人都能读取的文件夹中的结果：{count}。受保护的记录可以接收它们。</translation>
    </message>
    <message>
        <source>&amp;Leave them there</source>
        <translation>留在原处(&amp;L)</translation>
    </message>
    <message>
        <source>As before: results are kept in the folder, without a password.</source>
        <translation>和以前一样：结果保存在文件夹中，不设密码。</translation>
    </message>
    <message>
        <source>No account: nothing is kept after the window closes, unless you export it.</source>
        <translation>无需账户：关闭窗口后不保留任何内容，除非您导出。</translation>
    </message>
</context>
<context>
    <name>KeepingPart</name>
    <message>
        <source>Use protected records…</source>
        <translation>使用受保护的记录…</translation>
    </message>
    <message>
        <source>Restore from a backup…</source>
        <translation>从备份恢复…</translation>
    </message>
    <message>
        <source>Use quick look…</source>
        <translation>使用快速查看…</translation>
    </message>
    <message>
        <source>In protected records: encrypted on this computer, and unlocked with a password.</source>
        <translation>保存在受保护的记录中：在这台电脑上加密，用密码解锁。</translation>
    </message>
    <message>
        <source>In a folder that anybody on this computer can read. Protected records can take these results over.</source>
        <translation>保存在这台电脑上任何人都能读取的文件夹中。受保护的记录可以接收这些结果。</translation>
    </message>
    <message>
        <source>Quick look: nothing is kept after the window closes, unless you export it.</source>
        <translation>快速查看：关闭窗口后不保留任何内容，除非您导出。</translation>
    </message>
</context>
<context>
    <name>KeepingWiring</name>
    <message>
        <source>Quick look: nothing is kept after the window closes, unless you export it. Protected records are under Settings.</source>
        <translation>快速查看：关闭窗口后不保留任何内容，除非您导出。受保护的记录在设置中。</translation>
    </message>
    <message>
        <source>How results are kept</source>
        <translation>结果如何保存</translation>
    </message>
    <message>
        <source>Protected records</source>
        <translation>受保护的记录</translation>
    </message>
    <message>
        <source>The password is another one now.</source>
        <translation>密码已更改。</translation>
    </message>
    <message>
        <source>Results in the folder stay there, and are not shown.</source>
        <translation>文件夹中的结果留在原处，但不再显示。</translation>
    </message>
    <message>
        <source>The records stay on this computer, locked. You can return to them.</source>
        <translation>记录以锁定状态留在这台电脑上。您可以随时回到记录。</translation>
    </message>
    <message>
        <source>Use quick look</source>
        <translation>使用快速查看</translation>
    </message>
    <message>
        <source>Keep nothing after the window closes?</source>
        <translation>关闭窗口后不保留任何内容？</translation>
    </message>
    <message>
        <source>Use quick &amp;look</source>
        <translation>使用快速查看(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>Videos are still being screened or recorded. Wait until they are done, or cancel them; then try again.</source>
        <translation>仍有视频正在筛查或录制。请等待完成或将其取消，然后重试。</translation>
    </message>
</context>
<context>
    <name>KeptBar</name>
    <message>
        <source>Repeat &amp;this one</source>
        <translation>重录这一段(&amp;T)</translation>
    </message>
    <message>
        <source>could not be analysed; please repeat this recording</source>
        <translation>无法分析；请重录这一段</translation>
    </message>
    <message>
        <source>being analysed, {share} %</source>
        <translation>正在分析，{share} %</translation>
    </message>
    <message>
        <source>being analysed</source>
        <translation>正在分析</translation>
    </message>
    <message>
        <source>analysis cancelled</source>
        <translation>分析已取消</translation>
    </message>
    <message>
        <source>kept; waits for the analysis</source>
        <translation>已保留；等待分析</translation>
    </message>
</context>
<context>
    <name>Labels</name>
    <message>
        <source>The name was not changed. {reason}</source>
        <translation>名称未更改。{reason}</translation>
    </message>
</context>
<context>
    <name>LetterDialog</name>
    <message>
        <source>Letter to the parents</source>
        <translation>给家长的信</translation>
    </message>
    <message>
        <source>Tell what the screening &amp;found, and what to do</source>
        <translation>说明筛查结果和该做什么(&amp;F)</translation>
    </message>
    <message>
        <source>Only &amp;invite to an examination of the back</source>
        <translation>只邀请检查背部(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Language of the letter:</source>
        <translation>信的语言(&amp;L)：</translation>
    </message>
    <message>
        <source>&amp;Save PDF…</source>
        <translation>保存 PDF(&amp;S)…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>A page in plain words: no figures, nothing about models, no diagnosis.</source>
        <translation>用通俗语言写的一页：没有数字，不提模型，不作诊断。</translation>
    </message>
    <message>
        <source>The letter is signed by hand. Read it before you hand it out.</source>
        <translation>信由人手写签名。发出之前请先读一遍。</translation>
    </message>
    <message>
        <source>A letter can still invite to an examination, by your own finding.</source>
        <translation>仍可以根据您自己的发现写信邀请检查。</translation>
    </message>
    <message>
        <source>A letter can invite to an examination once your own finding is written down.</source>
        <translation>填写您自己的发现之后，可以写信邀请检查。</translation>
    </message>
</context>
<context>
    <name>LevelRow</name>
    <message>
        <source>{level}, degrees</source>
        <translation>{level}，度数</translation>
    </message>
    <message>
        <source>{level}: a scoliometer shows 0 to 30 degrees, so “{typed}” cannot be.</source>
        <translation>{level}：脊柱侧弯测量尺的范围是 0 到 30 度，“{typed}”不可能。</translation>
    </message>
    <message>
        <source>{level}: choose the side that is higher.</source>
        <translation>{level}：请选择较高的一侧。</translation>
    </message>
</context>
<context>
    <name>LineLayer</name>
    <message>
        <source>Draw along a door frame: arrow keys move, Enter sets each end</source>
        <translation>沿门框画线：方向键移动，回车设定每一端</translation>
    </message>
</context>
<context>
    <name>LinkBar</name>
    <message>
        <source>Filmed again on {date}. This recording is replaced.</source>
        <translation>已于 {date} 重新拍摄。本段视频已被替代。</translation>
    </message>
    <message>
        <source>Open the new one</source>
        <translation>打开新结果</translation>
    </message>
    <message>
        <source>Repeats the recording of {date}.</source>
        <translation>这是对 {date} 所拍视频的重拍。</translation>
    </message>
    <message>
        <source>Open the earlier one</source>
        <translation>打开先前的结果</translation>
    </message>
    <message>
        <source>Repeats the recording of {date}, whose result no longer exists.</source>
        <translation>这是对 {date} 所拍视频的重拍，其结果已不再保留。</translation>
    </message>
    <message>
        <source>Show the one before</source>
        <translation>显示上一次判断</translation>
    </message>
    <message>
        <source>Show the newest</source>
        <translation>显示最新判断</translation>
    </message>
    <message>
        <source>Judgement {number} of {count}, of {date}: replaced by a newer one. It can be looked at, but not changed or saved.</source>
        <translation>第 {number} 次判断（共 {count} 次），{date}：已被较新的判断取代。可以查看，但不能更改或保存。</translation>
    </message>
    <message>
        <source>Judged {count} times; this is the newest judgement.</source>
        <translation>共判断 {count} 次；当前显示的是最新判断。</translation>
    </message>
    <message>
        <source>Compare both</source>
        <translation>比较两者</translation>
    </message>
</context>
<context>
    <name>LiveView</name>
    <message>
        <source>Live picture</source>
        <translation>实时画面</translation>
    </message>
    <message>
        <source>Waiting for the camera…</source>
        <translation>正在等待摄像头…</translation>
    </message>
    <message>
        <source>Recording {time}</source>
        <translation>正在录制 {time}</translation>
    </message>
    <message>
        <source>Simulated: the sample video is played as a camera</source>
        <translation>模拟：示例视频被当作摄像头播放</translation>
    </message>
    <message>
        <source>Shown mirrored</source>
        <translation>镜像显示</translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>The records are locked</source>
        <translation>记录已锁定</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>&amp;Forgot the password?</source>
        <translation>忘记密码？(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Another user</source>
        <translation>其他用户(&amp;A)</translation>
    </message>
    <message>
        <source>Let in &amp;knowingly…</source>
        <translation>在知情的情况下放行(&amp;K)…</translation>
    </message>
    <message>
        <source>Restore from a &amp;backup…</source>
        <translation>从备份恢复(&amp;B)…</translation>
    </message>
    <message>
        <source>Use &amp;quick look instead</source>
        <translation>改用快速查看(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Login</source>
        <translation>登录名(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密码(&amp;P)</translation>
    </message>
    <message>
        <source>Videos that are being screened go on. Their results are kept.</source>
        <translation>正在筛查的视频会继续进行，其结果会被保存。</translation>
    </message>
    <message>
        <source>Unlocking…</source>
        <translation>正在解锁…</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>解锁(&amp;U)</translation>
    </message>
    <message>
        <source>You accept that entries may be missing or older than they were, and that nobody can tell which.</source>
        <translation>您接受：条目可能缺失或比原来的旧，而且无法得知是哪些。</translation>
    </message>
    <message>
        <source>You accept that old passwords count again, and that users who were removed since can unlock the records. Change the passwords and look through the users afterwards.</source>
        <translation>您接受：旧密码会重新有效，之后被移除的用户也能解锁记录。请随后更改密码并检查用户。</translation>
    </message>
    <message>
        <source>You accept that new entries bear an earlier time than older ones. If the clock is wrong, set it right instead.</source>
        <translation>您接受：新条目的时间会早于旧条目。如果时钟不准，请改为校正时钟。</translation>
    </message>
    <message>
        <source>The audit trail notes who let them in. Only an administrator can.</source>
        <translation>审计日志会记下由谁放行。只有管理员可以放行。</translation>
    </message>
    <message>
        <source>Let the records in knowingly</source>
        <translation>在知情的情况下放行记录</translation>
    </message>
    <message>
        <source>Let in &amp;knowingly</source>
        <translation>在知情的情况下放行(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
</context>
<context>
    <name>LogDialog</name>
    <message>
        <source>Log of the day</source>
        <translation>当天日志</translation>
    </message>
    <message>
        <source>What happened, the newest first</source>
        <translation>发生了什么，最新的在前</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Screen</source>
        <translation>筛查</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>受检者</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>筛查日</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>录制</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Research</source>
        <translation>研究</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Clinic mode</source>
        <translation>诊所模式</translation>
    </message>
    <message>
        <source>“{name}” is used for every recording</source>
        <translation>每段视频都使用“{name}”</translation>
    </message>
</context>
<context>
    <name>MeasurementCard</name>
    <message>
        <source>Show as &amp;chart</source>
        <translation>以图显示(&amp;C)</translation>
    </message>
    <message>
        <source>Show as &amp;table</source>
        <translation>以表格显示(&amp;T)</translation>
    </message>
    <message>
        <source>Measurements while walking</source>
        <translation>行走时的测量值</translation>
    </message>
    <message>
        <source>Measurement</source>
        <translation>测量项</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Measurements as a table</source>
        <translation>表格形式的测量值</translation>
    </message>
    <message>
        <source>Set the &amp;vertical…</source>
        <translation>设定铅垂方向(&amp;V)…</translation>
    </message>
    <message>
        <source>Loose clothes or hair</source>
        <translation>宽松衣物或头发</translation>
    </message>
    <message>
        <source>Clothes or hair hide the shoulders: measure again, with a wider range of their tilt</source>
        <translation>衣物或头发遮住了肩部：重新测量，肩部倾斜的范围会变宽</translation>
    </message>
    <message>
        <source>Draw along a door frame in the picture, and measure again against it</source>
        <translation>在画面中沿门框画线，并以此重新测量</translation>
    </message>
</context>
<context>
    <name>MeasurementChart</name>
    <message>
        <source>Measurements</source>
        <translation>测量值</translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message>
        <source>Merge with another record</source>
        <translation>与另一份档案合并</translation>
    </message>
    <message>
        <source>Number, name or class of the other record</source>
        <translation>另一份档案的编号、姓名或班级</translation>
    </message>
    <message>
        <source>Search for the other record</source>
        <translation>查找另一份档案</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>受检者</translation>
    </message>
    <message>
        <source>&amp;Keep the other one instead</source>
        <translation>改为保留另一份(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Merge</source>
        <translation>合并(&amp;M)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Which other record is of {name}? Visits, recordings and consents move together. It can be undone at any time.</source>
        <translation>哪一份档案也是{name}的？就诊、视频和同意会合并到一起。随时可以撤销。</translation>
    </message>
    <message>
        <source>This is the record that is open. Choose the other one.</source>
        <translation>这就是当前打开的档案。请选择另一份。</translation>
    </message>
    <message>
        <source>Number, name and details of {kept} are kept. {visits} visits, {recordings} recordings and {consents} consents of {gone} move to it.</source>
        <translation>保留{kept}的编号、姓名和资料。{gone}的 {visits} 次就诊、{recordings} 段视频和 {consents} 份同意将移入其中。</translation>
    </message>
    <message>
        <source>Is kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Goes into it</source>
        <translation>并入</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>出生</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>班级</translation>
    </message>
    <message>
        <source>Last visit</source>
        <translation>最近就诊</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>就诊次数</translation>
    </message>
</context>
<context>
    <name>MergesCard</name>
    <message>
        <source>Merged into this record</source>
        <translation>已并入此档案</translation>
    </message>
    <message>
        <source>No. {number}</source>
        <translation>编号 {number}</translation>
    </message>
    <message>
        <source>Undo the merge</source>
        <translation>撤销合并</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>基本信息</translation>
    </message>
    <message>
        <source>What it learned from</source>
        <translation>训练所用数据</translation>
    </message>
    <message>
        <source>How it answers</source>
        <translation>如何得出结果</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>by {name} on {date}, with an evaluation report</source>
        <translation>由 {name} 于 {date} 标记，附评估报告</translation>
    </message>
    <message>
        <source>Marked as validated</source>
        <translation>标记为已验证</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Class order</source>
        <translation>类别顺序</translation>
    </message>
    <message>
        <source>Keypoints it was trained on</source>
        <translation>训练所用关键点</translation>
    </message>
    <message>
        <source>Silhouettes it was trained on</source>
        <translation>训练所用轮廓</translation>
    </message>
    <message>
        <source>one frame of a recording</source>
        <translation>每段视频 1 帧</translation>
    </message>
    <message>
        <source>at most {count} frames of a recording</source>
        <translation>每段视频最多 {count} 帧</translation>
    </message>
    <message>
        <source>Looks at</source>
        <translation>读取的帧</translation>
    </message>
    <message>
        <source>{status}. {notice}</source>
        <translation>{status}。{notice}</translation>
    </message>
    <message>
        <source>{name}; channels {channels}; {parts} body heights</source>
        <translation>{name}；通道 {channels}；身体按高度分为 {parts} 段</translation>
    </message>
    <message>
        <source>posture-guided attention</source>
        <translation>姿势引导注意力</translation>
    </message>
    <message>
        <source>attention between the streams</source>
        <translation>双流间注意力</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>视频数</translation>
    </message>
    <message>
        <source>Training configuration</source>
        <translation>训练配置</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Origin, as stated</source>
        <translation>来源（导入者所述）</translation>
    </message>
    <message>
        <source>Hash of the file</source>
        <translation>该文件的哈希值</translation>
    </message>
    <message>
        <source>None. It is not known how often this model is wrong.</source>
        <translation>无。此模型出错的频率未知。</translation>
    </message>
    <message>
        <source>{people} simulated, none real ({recordings} recording)</source>
        <translation>{people}，均为模拟，无真人（{recordings} 段视频）</translation>
    </message>
    <message>
        <source>{people} simulated, none real ({recordings} recordings)</source>
        <translation>{people}，均为模拟，无真人（{recordings} 段视频）</translation>
    </message>
    <message>
        <source>on simulated walkers: not probabilities for people</source>
        <translation>数据来自模拟行走者：不是真人的概率</translation>
    </message>
    <message>
        <source>features from {abnormal} of 100; of these, scoliosis-like from {positive} of 100; inconclusive within {band} of the first</source>
        <translation>{abnormal}/100 起为有特征；其中 {positive}/100 起为侧弯样；与前一阈值相差 {band} 以内不下结论</translation>
    </message>
    <message>
        <source>recognised by their distance from it; the limit is from {data}</source>
        <translation>按与训练数据的距离识别；界限来自 {data}</translation>
    </message>
    <message>
        <source>Recordings unlike its training data</source>
        <translation>与训练数据不同的视频</translation>
    </message>
    <message>
        <source>changes a class score by up to {cost} of 100 ({data}); offered</source>
        <translation>类别得分最多改变 {cost}/100（{data}）；可选用</translation>
    </message>
    <message>
        <source>changes a class score by up to {cost} of 100 ({data}); not offered on this processor</source>
        <translation>类别得分最多改变 {cost}/100（{data}）；此处理器上不提供</translation>
    </message>
    <message>
        <source>changes a class score by up to {cost} of 100 ({data}); too much, not offered</source>
        <translation>类别得分最多改变 {cost}/100（{data}）；过大，不提供</translation>
    </message>
    <message>
        <source>correct: the files are unchanged and it passes its test</source>
        <translation>相符：文件未被更改，测试答案与预期一致</translation>
    </message>
    <message>
        <source>Training steps</source>
        <translation>训练步数</translation>
    </message>
    <message>
        <source>How well it did on simulated people</source>
        <translation>在模拟行走者上的表现</translation>
    </message>
    <message>
        <source>How well it did</source>
        <translation>评估表现</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Evaluated on</source>
        <translation>评估所用数据</translation>
    </message>
    <message>
        <source>{people} ({recordings} recording)</source>
        <translation>{people}（{recordings} 段视频）</translation>
    </message>
    <message>
        <source>{people} ({recordings} recordings)</source>
        <translation>{people}（{recordings} 段视频）</translation>
    </message>
    <message>
        <source>In brackets</source>
        <translation>括号内</translation>
    </message>
    <message>
        <source>the 95 % interval</source>
        <translation>95% 区间</translation>
    </message>
    <message>
        <source>none: its figures are model scores, not probabilities</source>
        <translation>无：其数值是模型得分，不是概率</translation>
    </message>
    <message>
        <source>scale {scale}, fitted on {data}</source>
        <translation>比例 {scale}，拟合数据：{data}</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>Thresholds</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>not known for this model</source>
        <translation>此模型无法识别</translation>
    </message>
    <message>
        <source>Precision {name}</source>
        <translation>计算精度 {name}</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>计算精度</translation>
    </message>
    <message>
        <source>fp32 only; no lower precision was measured</source>
        <translation>仅 fp32；未测量更低的精度</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Hashes and known answer</source>
        <translation>哈希值和已知答案</translation>
    </message>
    <message>
        <source>not checked yet</source>
        <translation>尚未核对</translation>
    </message>
    <message>
        <source>being checked…</source>
        <translation>正在核对…</translation>
    </message>
</context>
<context>
    <name>ModelImport</name>
    <message>
        <source>Another task is running. Wait for it to finish, then choose again.</source>
        <translation>正在进行其他操作。请等待其完成，然后重新选择。</translation>
    </message>
    <message>
        <source>This file has already been imported as “{name}”, with the order {order}.</source>
        <translation>此文件曾以“{name}”导入，顺序为 {order}。</translation>
    </message>
    <message>
        <source>Choose a checkpoint.</source>
        <translation>请选择检查点。</translation>
    </message>
    <message>
        <source>Choose what each output means.</source>
        <translation>请说明各个输出代表什么。</translation>
    </message>
    <message>
        <source>Enter a name: Latin letters, digits, dots, hyphens and underscores.</source>
        <translation>请填写名称：可用拉丁字母、数字、点、连字符和下划线。</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was installed.</source>
        <translation>已取消。没有安装任何内容。</translation>
    </message>
</context>
<context>
    <name>ModelManager</name>
    <message>
        <source>“{name}” is used from now on.</source>
        <translation>今后使用“{name}”。</translation>
    </message>
    <message>
        <source>“{name}” was installed; its files and its known answer were checked.</source>
        <translation>“{name}”已安装；其文件和已知答案均已核对。</translation>
    </message>
    <message>
        <source>“{name}” was saved as {file}.</source>
        <translation>“{name}”已保存为 {file}。</translation>
    </message>
    <message>
        <source>Another task is running. Wait for it to finish.</source>
        <translation>正在进行其他操作。请等待其完成。</translation>
    </message>
    <message>
        <source>“{name}” came with the program and cannot be removed.</source>
        <translation>“{name}”是程序自带的，不能移除。</translation>
    </message>
    <message>
        <source>“{name}” was not removed: {count} saved results come from it, and could not be explained or repeated without it. Delete those results first, on the Results page.</source>
        <translation>“{name}”未移除：已保存的 {count} 个结果由它判读，没有它就无法解释或重复这些结果。请先在结果页删除这些结果。</translation>
    </message>
    <message>
        <source>“{name}” was not removed: a saved result comes from it, and could not be explained or repeated without it. Delete that result first, on the Results page.</source>
        <translation>“{name}”未移除：已保存的一个结果由它判读，没有它就无法解释或重复该结果。请先在结果页删除该结果。</translation>
    </message>
    <message>
        <source>From now on “{name}” is used.</source>
        <translation>今后使用“{name}”。</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation>已取消。没有更改任何内容。</translation>
    </message>
    <message>
        <source>“{name}” was removed.</source>
        <translation>“{name}”已移除。</translation>
    </message>
    <message>
        <source>“{name}” is marked as validated by {by}.</source>
        <translation>“{name}”已由 {by} 标记为已验证。</translation>
    </message>
</context>
<context>
    <name>ModelTable</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Network, inputs</source>
        <translation>网络、输入</translation>
    </message>
    <message>
        <source>Status, origin</source>
        <translation>状态、来源</translation>
    </message>
    <message>
        <source>Figures (95 % interval)</source>
        <translation>指标（95% 区间）</translation>
    </message>
    <message>
        <source>Size, hash</source>
        <translation>大小、哈希值</translation>
    </message>
    <message>
        <source>default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation>无法使用</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>cannot be used</source>
        <translation>无法使用</translation>
    </message>
    <message>
        <source>ScoNet</source>
        <translation>ScoNet</translation>
    </message>
    <message>
        <source>ScoNet-MT</source>
        <translation>ScoNet-MT</translation>
    </message>
    <message>
        <source>ScoNet-MT on skeleton maps</source>
        <translation>ScoNet-MT（骨架图）</translation>
    </message>
    <message>
        <source>DRF</source>
        <translation>DRF</translation>
    </message>
    <message>
        <source>DRF, two streams</source>
        <translation>DRF（双流）</translation>
    </message>
    <message>
        <source>silhouettes</source>
        <translation>轮廓</translation>
    </message>
    <message>
        <source>skeleton maps</source>
        <translation>骨架图</translation>
    </message>
    <message>
        <source>posture vector</source>
        <translation>姿势向量</translation>
    </message>
    <message>
        <source>negative</source>
        <translation>无特征 (negative)</translation>
    </message>
    <message>
        <source>neutral</source>
        <translation>临界 (neutral)</translation>
    </message>
    <message>
        <source>positive</source>
        <translation>侧弯样 (positive)</translation>
    </message>
    <message>
        <source>comes with the program</source>
        <translation>程序自带</translation>
    </message>
    <message>
        <source>imported from {file}</source>
        <translation>导入自 {file}</translation>
    </message>
    <message>
        <source>added here</source>
        <translation>在此添加</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Precision, mean over classes</source>
        <translation>精确率，各类平均</translation>
    </message>
    <message>
        <source>Recall, mean over classes</source>
        <translation>召回率，各类平均</translation>
    </message>
    <message>
        <source>F1, mean over classes</source>
        <translation>F1，各类平均</translation>
    </message>
    <message>
        <source>Sensitivity, positive</source>
        <translation>灵敏度，侧弯样</translation>
    </message>
    <message>
        <source>Specificity, positive</source>
        <translation>特异度，侧弯样</translation>
    </message>
    <message>
        <source>Sensitivity, positive or neutral</source>
        <translation>灵敏度，侧弯样或临界</translation>
    </message>
    <message>
        <source>Specificity, positive or neutral</source>
        <translation>特异度，侧弯样或临界</translation>
    </message>
    <message>
        <source>{value} % ({low} to {high})</source>
        <translation>{value}%（{low} 至 {high}）</translation>
    </message>
    <message>
        <source>on one simulated person</source>
        <translation>在 1 名模拟行走者上</translation>
    </message>
    <message>
        <source>on {count} simulated people</source>
        <translation>在 {count} 名模拟行走者上</translation>
    </message>
    <message>
        <source>on {count} people</source>
        <translation>在 {count} 人上</translation>
    </message>
    <message>
        <source>on one person</source>
        <translation>在 1 人上</translation>
    </message>
    <message>
        <source>no evaluation</source>
        <translation>无评估</translation>
    </message>
    <message>
        <source>Sensitivity {figure}</source>
        <translation>灵敏度 {figure}</translation>
    </message>
    <message>
        <source>Specificity {figure}</source>
        <translation>特异度 {figure}</translation>
    </message>
    <message>
        <source>Accuracy {figure}</source>
        <translation>准确率 {figure}</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>&amp;Import checkpoint…</source>
        <translation>导入检查点(&amp;I)…</translation>
    </message>
    <message>
        <source>Import &amp;pack…</source>
        <translation>导入模型包(&amp;P)…</translation>
    </message>
    <message>
        <source>Install a model from a .scoliomodel file</source>
        <translation>从 .scoliomodel 文件安装模型</translation>
    </message>
    <message>
        <source>&amp;Compare…</source>
        <translation>比较(&amp;C)…</translation>
    </message>
    <message>
        <source>Set as &amp;default…</source>
        <translation>设为默认(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Export pack…</source>
        <translation>导出模型包(&amp;E)…</translation>
    </message>
    <message>
        <source>Mark as &amp;validated…</source>
        <translation>标记为已验证(&amp;V)…</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>移除(&amp;R)…</translation>
    </message>
    <message>
        <source>Cop&amp;y card</source>
        <translation>复制模型卡(&amp;Y)</translation>
    </message>
    <message>
        <source>Copy everything in the card as text</source>
        <translation>将模型卡的全部内容复制为文本</translation>
    </message>
    <message>
        <source>Installed models</source>
        <translation>已安装的模型</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>正在查找模型…</translation>
    </message>
    <message>
        <source>Save this model as one .scoliomodel file</source>
        <translation>将此模型保存为一个 .scoliomodel 文件</translation>
    </message>
    <message>
        <source>A demonstration model can never be validated.</source>
        <translation>演示模型永远不能标记为已验证。</translation>
    </message>
    <message>
        <source>Attach an evaluation report, and sign for it</source>
        <translation>附上评估报告并签名负责</translation>
    </message>
    <message>
        <source>Delete this model from this computer</source>
        <translation>从这台电脑上删除此模型</translation>
    </message>
    <message>
        <source>Make a model from an OpenGait checkpoint</source>
        <translation>用 OpenGait 的检查点制作模型</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>模型卡</translation>
    </message>
    <message>
        <source>To add a model, drop an OpenGait checkpoint (.pt) or a model pack (.scoliomodel) here.</source>
        <translation>要添加模型，请将 OpenGait 的检查点 (.pt) 或模型包 (.scoliomodel) 拖放到此处。</translation>
    </message>
    <message>
        <source>Only the models that came with the program are installed.</source>
        <translation>只安装了程序自带的模型。</translation>
    </message>
    <message>
        <source>The default model, “{name}”, is missing or cannot be used. Choose another model and set it as default.</source>
        <translation>默认模型“{name}”不存在或无法使用。请选择其他模型并设为默认。</translation>
    </message>
    <message>
        <source>This model is already the default.</source>
        <translation>此模型已是默认模型。</translation>
    </message>
    <message>
        <source>Use this model for new recordings</source>
        <translation>用此模型判读新的视频</translation>
    </message>
    <message>
        <source>Compare two models on the same recordings</source>
        <translation>用同样的视频比较两个模型</translation>
    </message>
    <message>
        <source>Comparing needs two models.</source>
        <translation>比较需要两个模型。</translation>
    </message>
    <message>
        <source>A model that came with the program cannot be removed.</source>
        <translation>程序自带的模型不能移除。</translation>
    </message>
    <message>
        <source>The card was copied.</source>
        <translation>模型卡已复制。</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Model packs ({endings})</source>
        <translation>模型包 ({endings})</translation>
    </message>
    <message>
        <source>Import model pack</source>
        <translation>导入模型包</translation>
    </message>
    <message>
        <source>Importing {name}…</source>
        <translation>正在导入 {name}…</translation>
    </message>
    <message>
        <source>Export model pack</source>
        <translation>导出模型包</translation>
    </message>
    <message>
        <source>Exporting {name}…</source>
        <translation>正在导出 {name}…</translation>
    </message>
    <message>
        <source>One at a time: drop one checkpoint or one model pack.</source>
        <translation>每次只能一个：请拖放一个检查点或一个模型包。</translation>
    </message>
    <message>
        <source>Drop to import.</source>
        <translation>松开即开始导入。</translation>
    </message>
    <message>
        <source>This cannot be undone. To keep a copy elsewhere, export it as a pack first.</source>
        <translation>此操作无法撤销。如需在别处保留，请先导出为模型包。</translation>
    </message>
    <message>
        <source>This is the current model. Once it is removed, {model} is used.</source>
        <translation>这是目前使用的模型。移除后将使用：{model}。</translation>
    </message>
    <message>
        <source>Remove model</source>
        <translation>移除模型</translation>
    </message>
    <message>
        <source>Remove “{name}” from this computer?</source>
        <translation>从这台电脑上移除“{name}”？</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
</context>
<context>
    <name>MoveDialog</name>
    <message>
        <source>Whose recording is it?</source>
        <translation>这是谁的视频？</translation>
    </message>
    <message>
        <source>The child that the recording belongs to</source>
        <translation>视频所属的儿童</translation>
    </message>
    <message>
        <source>Choose a child…</source>
        <translation>选择儿童…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The newest recording of {name} belongs to:</source>
        <translation>{name} 最新的视频属于：</translation>
    </message>
    <message>
        <source>Nothing is lost: it can be undone, and the log keeps who moved what.</source>
        <translation>不会丢失：可以撤销，日志会保留谁移动了什么。</translation>
    </message>
    <message>
        <source>The recordings of {name} belong to {own}</source>
        <translation>{name} 的视频属于 {own}</translation>
    </message>
    <message>
        <source>Move to {name}</source>
        <translation>移给 {name}</translation>
    </message>
    <message>
        <source>Exchange {own} and {name}</source>
        <translation>交换 {own} 和 {name}</translation>
    </message>
</context>
<context>
    <name>NetworkChoice</name>
    <message>
        <source>Choose folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Use the bundled network</source>
        <translation>使用自带的网络</translation>
    </message>
    <message>
        <source>Use {package}</source>
        <translation>使用 {package}</translation>
    </message>
    <message>
        <source>Network folder</source>
        <translation>网络的文件夹</translation>
    </message>
</context>
<context>
    <name>NewPassword</name>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>New password again</source>
        <translation>再次输入新密码</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密码(&amp;P)</translation>
    </message>
    <message>
        <source>Password &amp;again</source>
        <translation>再次输入密码(&amp;A)</translation>
    </message>
    <message>
        <source>The password needs at least {count} characters.</source>
        <translation>密码至少需要 {count} 个字符。</translation>
    </message>
    <message>
        <source>Type the same password twice.</source>
        <translation>请两次输入相同的密码。</translation>
    </message>
</context>
<context>
    <name>NotKeptBox</name>
    <message>
        <source>Results are not kept</source>
        <translation>结果不会保留</translation>
    </message>
    <message>
        <source>These {count} results are not kept when you close the window.</source>
        <translation>关闭窗口后，这 {count} 个结果不会保留。</translation>
    </message>
    <message>
        <source>This result is not kept when you close the window.</source>
        <translation>关闭窗口后，此结果不会保留。</translation>
    </message>
    <message>
        <source>Export what you need, or set up protected records under Settings.</source>
        <translation>请导出您需要的内容，或在设置中建立受保护的记录。</translation>
    </message>
    <message>
        <source>&amp;Close anyway</source>
        <translation>仍然关闭(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Keep the window open</source>
        <translation>保持窗口打开(&amp;K)</translation>
    </message>
</context>
<context>
    <name>Offer</name>
    <message>
        <source>Signed result as &amp;DICOM…</source>
        <translation>已签名的结果另存为 DICOM(&amp;D)…</translation>
    </message>
    <message>
        <source>Signed result as &amp;FHIR…</source>
        <translation>已签名的结果另存为 FHIR(&amp;F)…</translation>
    </message>
    <message>
        <source>The page, the measurements and who signed, as files</source>
        <translation>将页面、测量值和签名人保存为文件</translation>
    </message>
    <message>
        <source>It is sent to “{name}” now, in the background.</source>
        <translation>现在正在后台发送到“{name}”。</translation>
    </message>
    <message>
        <source>{count} parts are sent to “{name}” now, in the background.</source>
        <translation>现在正在后台将 {count} 个部分发送到“{name}”。</translation>
    </message>
    <message>
        <source>Sent and waiting…</source>
        <translation>已发送与等待中…</translation>
    </message>
    <message>
        <source>Folder for the DICOM files</source>
        <translation>存放 DICOM 文件的文件夹</translation>
    </message>
</context>
<context>
    <name>OpenedPatient</name>
    <message>
        <source>the details were changed.</source>
        <translation>资料已更改。</translation>
    </message>
    <message>
        <source>the consent was withdrawn.</source>
        <translation>同意已撤回。</translation>
    </message>
    <message>
        <source>the visit was changed.</source>
        <translation>就诊记录已更改。</translation>
    </message>
    <message>
        <source>the visit of {date} was deleted.</source>
        <translation>{date} 的就诊已删除。</translation>
    </message>
    <message>
        <source>Findings of {date}</source>
        <translation>{date} 的检查发现</translation>
    </message>
    <message>
        <source>the findings were changed. What was written before stays readable.</source>
        <translation>检查所见已更改。之前写下的内容仍可查看。</translation>
    </message>
    <message>
        <source>{gone} was merged into {kept}.</source>
        <translation>{gone}已并入{kept}。</translation>
    </message>
    <message>
        <source>The two records stand apart again, each with its own visits.</source>
        <translation>两份档案已重新分开，各自保留自己的就诊记录。</translation>
    </message>
    <message>
        <source>{name} is in the recycle bin, with everything that belongs to it.</source>
        <translation>{name}及其全部内容已放入回收站。</translation>
    </message>
</context>
<context>
    <name>OutboxDialog</name>
    <message>
        <source>Sent and waiting</source>
        <translation>已发送与等待中</translation>
    </message>
    <message>
        <source>Nothing was sent, and nothing waits.</source>
        <translation>没有发送过任何内容，也没有等待发送的内容。</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>重试(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Give up</source>
        <translation>放弃(&amp;G)</translation>
    </message>
    <message>
        <source>Have it not sent any more</source>
        <translation>不再发送它</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>What waits goes on by itself while the records are unlocked. What was refused waits for somebody to try again or to give up.</source>
        <translation>档案解锁期间，等待中的内容会自动继续发送。被拒绝的内容需要有人重试或放弃。</translation>
    </message>
</context>
<context>
    <name>OutboxTable</name>
    <message>
        <source>Patient</source>
        <translation>受检者</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>version {number}</source>
        <translation>第 {number} 版</translation>
    </message>
</context>
<context>
    <name>OutcomeBanner</name>
    <message>
        <source>Film again…</source>
        <translation>重新拍摄…</translation>
    </message>
</context>
<context>
    <name>OutcomeCard</name>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
</context>
<context>
    <name>OutputDialog</name>
    <message>
        <source>Output of “{name}”</source>
        <translation>“{name}”的输出</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>关闭(&amp;L)</translation>
    </message>
    <message>
        <source>The last lines of the training output. They may name folders on this computer: read them before you pass them on.</source>
        <translation>训练程序最后输出的内容。其中可能含有本机的文件夹名称：转交他人之前请先阅读。</translation>
    </message>
    <message>
        <source>Training printed nothing.</source>
        <translation>训练程序没有任何输出。</translation>
    </message>
</context>
<context>
    <name>Overlay</name>
    <message>
        <source>plumb line</source>
        <translation>铅垂线</translation>
    </message>
</context>
<context>
    <name>OwnPasswordDialog</name>
    <message>
        <source>Change my password</source>
        <translation>更改我的密码</translation>
    </message>
    <message>
        <source>&amp;Change the password</source>
        <translation>更改密码(&amp;C)</translation>
    </message>
    <message>
        <source>Present password</source>
        <translation>当前密码</translation>
    </message>
    <message>
        <source>P&amp;resent password</source>
        <translation>当前密码(&amp;R)</translation>
    </message>
    <message>
        <source>The present password is wanting.</source>
        <translation>还缺当前密码。</translation>
    </message>
</context>
<context>
    <name>PackDialog</name>
    <message>
        <source>Pack “{name}”</source>
        <translation>打包“{name}”</translation>
    </message>
    <message>
        <source>&amp;Pack</source>
        <translation>打包(&amp;P)</translation>
    </message>
    <message>
        <source>A store holds all sequences in a few large files: training reads them many times faster, and skeleton maps are computed once. The dataset is not changed. Sequences that cannot be read are left out and listed.</source>
        <translation>打包存储把所有序列放进几个大文件：训练读取快许多倍，骨架图只计算一次。数据集不会改变。无法读取的序列不纳入，并会列出。</translation>
    </message>
    <message>
        <source>one per core</source>
        <translation>每核一个</translation>
    </message>
    <message>
        <source>Fewer use less memory and leave the computer free for other work.</source>
        <translation>进程少则占用内存少，电脑也可作他用。</translation>
    </message>
    <message>
        <source>Crop the two &amp;channels of skeleton maps separately</source>
        <translation>骨架图的两个通道分别裁剪(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;List the store instead of the dataset</source>
        <translation>在列表中用打包存储代替数据集(&amp;L)</translation>
    </message>
    <message>
        <source>As published networks saw them; a bone and its joints then no longer line up. Leave it off for networks trained here.</source>
        <translation>与已发表的网络所见一致；此时骨骼与关节不再重合。在此训练的网络请不要勾选。</translation>
    </message>
    <message>
        <source>The dataset folder is not touched.</source>
        <translation>数据集的文件夹不会被改动。</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新文件夹</translation>
    </message>
    <message>
        <source>New &amp;folder</source>
        <translation>新文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>P&amp;rocesses</source>
        <translation>进程数(&amp;R)</translation>
    </message>
    <message>
        <source>Choose a new folder.</source>
        <translation>请选择一个新文件夹。</translation>
    </message>
</context>
<context>
    <name>PageCheckDialog</name>
    <message>
        <source>Check a printed page</source>
        <translation>核对打印页</translation>
    </message>
    <message>
        <source>&amp;Verification code:</source>
        <translation>核对码(&amp;V)：</translation>
    </message>
    <message>
        <source>&amp;Head of the audit trail:</source>
        <translation>审计记录末端(&amp;H)：</translation>
    </message>
    <message>
        <source>Verification code</source>
        <translation>核对码</translation>
    </message>
    <message>
        <source>Head of the audit trail</source>
        <translation>审计记录末端</translation>
    </message>
    <message>
        <source>&amp;Check</source>
        <translation>检查(&amp;C)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Type what stands below the signature on the page.</source>
        <translation>请输入页面上签名下方的内容。</translation>
    </message>
    <message>
        <source>The head of the trail may be left out. Compare what is said here with the page: name, outcome and time must be the same.</source>
        <translation>审计记录末端可以不填。请把这里显示的内容与页面比较：姓名、结论和时间必须一致。</translation>
    </message>
    <message>
        <source>Type the verification code first.</source>
        <translation>请先输入核对码。</translation>
    </message>
    <message>
        <source>{name} signed on {made}:
patient {patient}, visit of {date}, version {version}
{outcome}
“{meaning}”</source>
        <translation>{name} 于 {made} 签名：
受检者 {patient}，{date} 就诊，第 {version} 版
{outcome}
“{meaning}”</translation>
    </message>
    <message>
        <source>The head of the trail on the page is none that these records ever had: it is mistyped, the page is not from here, or the records were put back to an older copy.</source>
        <translation>页面上的审计记录末端从未在这份档案中出现过：可能输错了，可能该页不是出自这里，也可能档案被恢复成了较旧的副本。</translation>
    </message>
    <message>
        <source>The signature holds.</source>
        <translation>签名有效。</translation>
    </message>
    <message>
        <source>The signature holds, and the trail had this head.</source>
        <translation>签名有效，审计记录也曾有这个末端。</translation>
    </message>
    <message>
        <source>A later version took the place of it: look for the newer page.</source>
        <translation>它已被较新的版本取代：请查找新的页面。</translation>
    </message>
    <message>
        <source>No signature in these records has this code. Look for a slip of the pen: letters go from A to F, and there is no O.</source>
        <translation>这份档案中没有签名有这个核对码。请检查是否输错：字母只有 A 到 F，没有字母 O。</translation>
    </message>
</context>
<context>
    <name>PairedPlayer</name>
    <message>
        <source>Picture of {title}</source>
        <translation>{title}的画面</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>后退一步</translation>
    </message>
    <message>
        <source>One step of the gait cycle back (Left arrow)</source>
        <translation>在步态周期中后退一步（左方向键）</translation>
    </message>
    <message>
        <source>One step on</source>
        <translation>前进一步</translation>
    </message>
    <message>
        <source>One step of the gait cycle on (Right arrow)</source>
        <translation>在步态周期中前进一步（右方向键）</translation>
    </message>
    <message>
        <source>Playback speed</source>
        <translation>播放速度</translation>
    </message>
    <message>
        <source>Gait phase of both</source>
        <translation>两者的步态相位</translation>
    </message>
    <message>
        <source>Time of both</source>
        <translation>两者的时间</translation>
    </message>
    <message>
        <source>Both are shown as seen from behind: the child&apos;s left is on the left.</source>
        <translation>两者都显示为从背后看：孩子的左侧在左边。</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>Cycle {number} of {count}: {percent} %</source>
        <translation>第 {number} 个周期，共 {count} 个：{percent} %</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>{action} (Space)</source>
        <translation>{action}（空格）</translation>
    </message>
</context>
<context>
    <name>PaperSettings</name>
    <message>
        <source>Choos&amp;e a logo…</source>
        <translation>选择标志(&amp;E)…</translation>
    </message>
    <message>
        <source>Remove the logo</source>
        <translation>移除标志</translation>
    </message>
    <message>
        <source>Check a &amp;printed page…</source>
        <translation>核对打印页(&amp;P)…</translation>
    </message>
    <message>
        <source>It stands beside the letterhead: a PNG or JPEG of up to 200 kB.</source>
        <translation>显示在信头旁边：不超过 200 kB 的 PNG 或 JPEG 图片。</translation>
    </message>
    <message>
        <source>Printed pages</source>
        <translation>打印页</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>标志</translation>
    </message>
    <message>
        <source>Choose a logo</source>
        <translation>选择标志</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg)</source>
        <translation>图片 (*.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>The logo is kept.</source>
        <translation>标志已保存。</translation>
    </message>
    <message>
        <source>The logo is removed.</source>
        <translation>标志已移除。</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Passphrase of the backup</source>
        <translation>备份的密码短语</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>密码短语</translation>
    </message>
    <message>
        <source>The same once more</source>
        <translation>再次输入</translation>
    </message>
    <message>
        <source>&amp;Continue…</source>
        <translation>继续(&amp;C)…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Whoever restores the file needs this passphrase and then a user&apos;s password of today. Without the passphrase nobody can open it: write it down, and do not keep it with the file.</source>
        <translation>恢复此文件需要该密码短语，然后还需要某位用户今天的密码。没有密码短语，任何人都无法打开：请记下来，不要与文件放在一起。</translation>
    </message>
    <message>
        <source>At least {count} characters; four plain words are good.</source>
        <translation>至少 {count} 个字符；用四个普通词语就很好。</translation>
    </message>
    <message>
        <source>Type the same passphrase in both fields.</source>
        <translation>请在两处输入相同的密码短语。</translation>
    </message>
</context>
<context>
    <name>PathEditor</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Partition files (*.json)</source>
        <translation>划分文件 (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>PathField</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose: {name}</source>
        <translation>选择：{name}</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>PatientBin</name>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Deleted on</source>
        <translation>删除日期</translation>
    </message>
    <message>
        <source>Can be erased</source>
        <translation>可彻底删除</translation>
    </message>
    <message>
        <source>from now on</source>
        <translation>现在起</translation>
    </message>
    <message>
        <source>in 1 day</source>
        <translation>1 天后</translation>
    </message>
    <message>
        <source>in {days} days</source>
        <translation>{days} 天后</translation>
    </message>
</context>
<context>
    <name>PatientChooser</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>PatientForm</name>
    <message>
        <source>New patient</source>
        <translation>新受检者</translation>
    </message>
    <message>
        <source>Change the details</source>
        <translation>更改资料</translation>
    </message>
    <message>
        <source>No other patient has the same</source>
        <translation>不能与其他受检者相同</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Who is asked, and how to reach them</source>
        <translation>联系谁，如何联系</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Number</source>
        <translation>编号(&amp;N)</translation>
    </message>
    <message>
        <source>Na&amp;me</source>
        <translation>姓名(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Date of birth</source>
        <translation>出生日期(&amp;D)</translation>
    </message>
    <message>
        <source>Se&amp;x</source>
        <translation>性别(&amp;X)</translation>
    </message>
    <message>
        <source>C&amp;lass</source>
        <translation>班级(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Guardian</source>
        <translation>监护人(&amp;G)</translation>
    </message>
    <message>
        <source>No&amp;tes</source>
        <translation>备注(&amp;T)</translation>
    </message>
</context>
<context>
    <name>PatientList</name>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Year of birth</source>
        <translation>出生年份</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>班级</translation>
    </message>
    <message>
        <source>Last visit</source>
        <translation>最近就诊</translation>
    </message>
    <message>
        <source>Newest judgement</source>
        <translation>最新判断</translation>
    </message>
</context>
<context>
    <name>PatientLists</name>
    <message>
        <source>List of children</source>
        <translation>儿童名单</translation>
    </message>
    <message>
        <source>Lists (*.csv *.tsv *.txt *.xlsx)</source>
        <translation>名单 (*.csv *.tsv *.txt *.xlsx)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>PatientPage</name>
    <message>
        <source>&amp;New visit…</source>
        <translation>新就诊(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Record…</source>
        <translation>录制(&amp;R)…</translation>
    </message>
    <message>
        <source>Record a walk with the camera, for the visit of today</source>
        <translation>用摄像头录制行走，记入今天的就诊</translation>
    </message>
    <message>
        <source>M&amp;ore</source>
        <translation>更多(&amp;O)</translation>
    </message>
    <message>
        <source>Merge with another record…</source>
        <translation>与另一份档案合并…</translation>
    </message>
    <message>
        <source>Keep until…</source>
        <translation>保存至…</translation>
    </message>
    <message>
        <source>Delete the patient</source>
        <translation>删除该受检者</translation>
    </message>
    <message>
        <source>No visits yet</source>
        <translation>还没有就诊</translation>
    </message>
    <message>
        <source>A visit is a day on which the patient was seen. It holds the examiner&apos;s findings, the recordings, and what was said of them.</source>
        <translation>一次就诊是受检者接受检查的一天，包含检查者的所见、视频以及对视频的判断。</translation>
    </message>
    <message>
        <source>Add a consent…</source>
        <translation>添加同意…</translation>
    </message>
    <message>
        <source>No. {number}</source>
        <translation>编号 {number}</translation>
    </message>
    <message>
        <source>Class {name}</source>
        <translation>班级 {name}</translation>
    </message>
</context>
<context>
    <name>PatientPicker</name>
    <message>
        <source>Number, name or class…</source>
        <translation>编号、姓名或班级…</translation>
    </message>
    <message>
        <source>Find a patient</source>
        <translation>查找受检者</translation>
    </message>
    <message>
        <source>&amp;New patient…</source>
        <translation>新受检者(&amp;N)…</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>受检者</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Number of the new patient</source>
        <translation>新受检者的编号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Name of the new patient</source>
        <translation>新受检者的姓名</translation>
    </message>
    <message>
        <source>&amp;Add patient</source>
        <translation>添加受检者(&amp;A)</translation>
    </message>
    <message>
        <source>No patient matches these words.</source>
        <translation>没有符合的受检者。</translation>
    </message>
    <message>
        <source>There is no patient yet. Add the first one.</source>
        <translation>还没有受检者。请添加第一位。</translation>
    </message>
</context>
<context>
    <name>PatientReports</name>
    <message>
        <source>The report is with the printer.</source>
        <translation>报告已发送到打印机。</translation>
    </message>
    <message>
        <source>PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Saved as “{name}”.</source>
        <translation>已保存为“{name}”。</translation>
    </message>
</context>
<context>
    <name>PatientTable</name>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>班级</translation>
    </message>
    <message>
        <source>Last visit</source>
        <translation>最近就诊</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
</context>
<context>
    <name>PatientsArea</name>
    <message>
        <source>Back to patients</source>
        <translation>返回受检者列表</translation>
    </message>
    <message>
        <source>Back to the list of patients (Esc)</source>
        <translation>返回受检者列表 (Esc)</translation>
    </message>
</context>
<context>
    <name>PatientsBin</name>
    <message>
        <source>Recycle bin</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>恢复(&amp;R)</translation>
    </message>
    <message>
        <source>The recycle bin is empty.</source>
        <translation>回收站是空的。</translation>
    </message>
    <message>
        <source>Deleted patients lie here with everything that belongs to them. After {days} days an administrator is asked whether they are to be erased for good; until then they come back whole.</source>
        <translation>已删除的受检者及其全部内容存放在这里。{days} 天后会询问管理员是否彻底删除；在此之前可以完整恢复。</translation>
    </message>
</context>
<context>
    <name>PatientsJoining</name>
    <message>
        <source>Import a video</source>
        <translation>导入视频</translation>
    </message>
    <message>
        <source>Videos ({endings})</source>
        <translation>视频 ({endings})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>PatientsPage</name>
    <message>
        <source>Patients</source>
        <translation>受检者</translation>
    </message>
    <message>
        <source>&amp;New patient…</source>
        <translation>新受检者(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Import list…</source>
        <translation>导入名单(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Export table…</source>
        <translation>导出表格(&amp;E)…</translation>
    </message>
    <message>
        <source>One row for each recording: outcome, measurements and the examiner&apos;s findings</source>
        <translation>每个视频一行：结果、测量值和检查者的发现</translation>
    </message>
    <message>
        <source>Recycle &amp;bin</source>
        <translation>回收站(&amp;B)</translation>
    </message>
    <message>
        <source>No patient matches these words.</source>
        <translation>没有符合的受检者。</translation>
    </message>
    <message>
        <source>&amp;Add the first patient…</source>
        <translation>添加第一位受检者(&amp;A)…</translation>
    </message>
    <message>
        <source>I&amp;mport a list…</source>
        <translation>导入名单(&amp;M)…</translation>
    </message>
    <message>
        <source>Number, name or class</source>
        <translation>编号、姓名或班级</translation>
    </message>
    <message>
        <source>Search for patients</source>
        <translation>查找受检者</translation>
    </message>
    <message>
        <source>Type anywhere on this page to search (Ctrl+F)</source>
        <translation>在此页面任意处输入即可查找 (Ctrl+F)</translation>
    </message>
    <message>
        <source>No patients yet</source>
        <translation>还没有受检者</translation>
    </message>
    <message>
        <source>Add them one by one, or all at once from a list of the school or clinic.</source>
        <translation>可以逐个添加，也可以从学校或诊所的名单一次添加。</translation>
    </message>
    <message>
        <source>Recycle bi&amp;n</source>
        <translation>回收站(&amp;N)</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Recycle &amp;bin ({count})</source>
        <translation>回收站(&amp;B) ({count})</translation>
    </message>
    <message>
        <source>Recycle bi&amp;n ({count})</source>
        <translation>回收站(&amp;N) ({count})</translation>
    </message>
    <message>
        <source>1 patient</source>
        <translation>1 位受检者</translation>
    </message>
    <message>
        <source>{total} patients</source>
        <translation>{total} 位受检者</translation>
    </message>
    <message>
        <source>1 patient found</source>
        <translation>找到 1 位受检者</translation>
    </message>
    <message>
        <source>{total} patients found</source>
        <translation>找到 {total} 位受检者</translation>
    </message>
</context>
<context>
    <name>PatientsPart</name>
    <message>
        <source>the list of the school</source>
        <translation>学校的名单</translation>
    </message>
    <message>
        <source>Who says that the parents consent</source>
        <translation>谁说家长同意</translation>
    </message>
    <message>
        <source>Screening by video</source>
        <translation>视频筛查</translation>
    </message>
    <message>
        <source>For what they consent</source>
        <translation>同意的用途</translation>
    </message>
    <message>
        <source>Said b&amp;y</source>
        <translation>由谁说明(&amp;Y)</translation>
    </message>
    <message>
        <source>For &amp;what</source>
        <translation>用途(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Update birth, sex and class of 1 patient as the list says</source>
        <translation>按名单更新 1 位受检者的出生日期、性别和班级(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Update birth, sex and class of {count} patients as the list says</source>
        <translation>按名单更新 {count} 位受检者的出生日期、性别和班级(&amp;U)</translation>
    </message>
    <message>
        <source>Note the &amp;consents of the list ({count})</source>
        <translation>记下名单中的同意情况（{count}）(&amp;C)</translation>
    </message>
    <message>
        <source>1 child becomes a new patient; {known} are patients already.</source>
        <translation>1 名儿童将成为新受检者；{known} 名已是受检者。</translation>
    </message>
    <message>
        <source>{count} children become new patients; {known} are patients already.</source>
        <translation>{count} 名儿童将成为新受检者；{known} 名已是受检者。</translation>
    </message>
</context>
<context>
    <name>PatientsWiring</name>
    <message>
        <source>{name} is on the list again.</source>
        <translation>{name}已回到列表中。</translation>
    </message>
</context>
<context>
    <name>PeerDialog</name>
    <message>
        <source>Add an archive or a server</source>
        <translation>添加归档或服务器</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>添加(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
</context>
<context>
    <name>PeerFields</name>
    <message>
        <source>Certificate of this program</source>
        <translation>本程序的证书</translation>
    </message>
    <message>
        <source>Its key</source>
        <translation>它的密钥</translation>
    </message>
    <message>
        <source>Ask it for &amp;worklists, for screening days</source>
        <translation>向它查询工作列表，用于筛查日(&amp;W)</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Or a bearer token</source>
        <translation>或 Bearer 令牌</translation>
    </message>
    <message>
        <source>Certificates that are trusted</source>
        <translation>受信任的证书</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} 秒</translation>
    </message>
    <message>
        <source>Send as soon as a result is si&amp;gned</source>
        <translation>结果签名后立即发送(&amp;G)</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer *.key)</source>
        <translation>证书 (*.pem *.crt *.cer *.key)</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>类型(&amp;K)</translation>
    </message>
    <message>
        <source>As people know it, such as “Archive of the clinic”.</source>
        <translation>大家熟悉的名称，例如“诊所归档”。</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Computer</source>
        <translation>计算机(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation>端口(&amp;P)</translation>
    </message>
    <message>
        <source>Its &amp;AE title</source>
        <translation>对方的 AE 标题(&amp;A)</translation>
    </message>
    <message>
        <source>AE title of this p&amp;rogram</source>
        <translation>本程序的 AE 标题(&amp;R)</translation>
    </message>
    <message>
        <source>Its name or address alone, such as pacs.example or 192.168.1.20. Usual ports: 104 or 11112; 2762 with TLS.</source>
        <translation>只填名称或地址，例如 pacs.example 或 192.168.1.20。常用端口：104 或 11112；使用 TLS 时为 2762。</translation>
    </message>
    <message>
        <source>&amp;Encrypted (TLS)</source>
        <translation>TLS 加密(&amp;E)</translation>
    </message>
    <message>
        <source>Whoever runs the archive knows its title, and has to enter this program&apos;s there.</source>
        <translation>可向归档的管理者询问其名称；本程序的名称必须由其在那里登记。</translation>
    </message>
    <message>
        <source>Add&amp;ress</source>
        <translation>地址(&amp;R)</translation>
    </message>
    <message>
        <source>Of the service, such as https://pacs.example/dicom-web.</source>
        <translation>服务的地址，例如 https://pacs.example/dicom-web。</translation>
    </message>
    <message>
        <source>Patient n&amp;umbers</source>
        <translation>受检者编号(&amp;U)</translation>
    </message>
    <message>
        <source>Whose they are, such as https://school.example/children.</source>
        <translation>编号由谁给出，例如 https://school.example/children。</translation>
    </message>
    <message>
        <source>&amp;Log-in name</source>
        <translation>登录名(&amp;L)</translation>
    </message>
    <message>
        <source>Empty where none is needed.</source>
        <translation>不需要时留空。</translation>
    </message>
    <message>
        <source>Pass&amp;word</source>
        <translation>密码(&amp;W)</translation>
    </message>
    <message>
        <source>Or a &amp;bearer token</source>
        <translation>或 Bearer 令牌(&amp;B)</translation>
    </message>
    <message>
        <source>What is sent</source>
        <translation>发送内容</translation>
    </message>
    <message>
        <source>Trusted certi&amp;ficates</source>
        <translation>受信任的证书(&amp;F)</translation>
    </message>
    <message>
        <source>A PEM file; empty: those that this computer trusts.</source>
        <translation>一个 PEM 文件；留空：使用本计算机信任的证书。</translation>
    </message>
    <message>
        <source>&amp;Own certificate</source>
        <translation>自己的证书(&amp;O)</translation>
    </message>
    <message>
        <source>A PEM file, where the archive asks who this program is.</source>
        <translation>一个 PEM 文件，用于归档要求本程序证明身份时。</translation>
    </message>
    <message>
        <source>&amp;Key of it</source>
        <translation>它的密钥(&amp;K)</translation>
    </message>
    <message>
        <source>Empty: it is in the same file.</source>
        <translation>留空：密钥在同一文件中。</translation>
    </message>
    <message>
        <source>Wa&amp;it for an answer</source>
        <translation>等待回复(&amp;I)</translation>
    </message>
    <message>
        <source>Not encrypted: names and findings can be read on their way. Only within a network of the hospital itself.</source>
        <translation>未加密：姓名和检查所见在传输途中可能被读取。只应在医院内部网络中使用。</translation>
    </message>
    <message>
        <source>Enter a name.</source>
        <translation>请输入名称。</translation>
    </message>
    <message>
        <source>Enter the computer.</source>
        <translation>请输入计算机。</translation>
    </message>
    <message>
        <source>Enter its AE title.</source>
        <translation>请输入对方的 AE 标题。</translation>
    </message>
    <message>
        <source>Enter the address.</source>
        <translation>请输入地址。</translation>
    </message>
    <message>
        <source>Enter whose numbers the patients have.</source>
        <translation>请输入受检者编号由谁给出。</translation>
    </message>
    <message>
        <source>Choose what is sent.</source>
        <translation>请选择要发送的内容。</translation>
    </message>
</context>
<context>
    <name>PeerTestButton</name>
    <message>
        <source>&amp;Test the connection</source>
        <translation>测试连接(&amp;T)</translation>
    </message>
    <message>
        <source>Stop &amp;testing</source>
        <translation>停止测试(&amp;T)</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
</context>
<context>
    <name>PeersModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>What is sent</source>
        <translation>发送内容</translation>
    </message>
</context>
<context>
    <name>PeersPart</name>
    <message>
        <source>Hospitals</source>
        <translation>医院</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Sent and waiting…</source>
        <translation>已发送与等待中…</translation>
    </message>
    <message>
        <source>Only an administrator can change these settings.</source>
        <translation>只有管理员可以更改这些设置。</translation>
    </message>
    <message>
        <source>Archives and servers to which signed results can be sent. Nothing is sent unless a person says so for a result, or switches on sending after signing here.</source>
        <translation>可以将已签名的结果发送到这些归档和服务器。只有当有人为某个结果要求发送，或在此处启用签名后发送时，才会发送。</translation>
    </message>
    <message>
        <source>No archive or server is set up: this program sends nothing, and asks nobody for anything. An administrator adds one here, and signed results can be sent to it from then on.</source>
        <translation>尚未设置归档或服务器：本程序不发送任何内容，也不向任何人查询。管理员可在此处添加，此后即可将已签名的结果发送到那里。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation>要移除“{name}”吗？</translation>
    </message>
    <message>
        <source>Nothing is sent there any more. What was sent stays there, and stays listed here.</source>
        <translation>不再向那里发送任何内容。已发送的内容保留在那里，也继续列在此处。</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>移除(&amp;M)</translation>
    </message>
</context>
<context>
    <name>Perception</name>
    <message>
        <source>{name} {version} (licence: {licence})</source>
        <translation>{name} {version}（许可：{licence}）</translation>
    </message>
</context>
<context>
    <name>PersonChooser</name>
    <message>
        <source>Choose person</source>
        <translation>选择受检者</translation>
    </message>
    <message>
        <source>People in the recording</source>
        <translation>视频中的人</translation>
    </message>
    <message>
        <source>Who is being screened? The numbers match those in the video.</source>
        <translation>筛查的是谁？编号与视频中的编号一致。</translation>
    </message>
    <message>
        <source>&amp;Screen this person</source>
        <translation>筛查此人(&amp;S)</translation>
    </message>
    <message>
        <source>{person} (current)</source>
        <translation>{person}（当前）</translation>
    </message>
    <message>
        <source>walking</source>
        <translation>在行走</translation>
    </message>
    <message>
        <source>not walking</source>
        <translation>未行走</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Person {number}</source>
        <translation>第 {number} 人</translation>
    </message>
    <message>
        <source>in view from {start} to {end}</source>
        <translation>从 {start} 到 {end} 在画面中</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Results cannot be saved: the folder {folder} is not writable. You can screen and view results until you close the window; to keep them, choose another folder under Settings.</source>
        <translation>无法保存结果：文件夹 {folder} 不可写入。在关闭窗口之前，可以筛查并查看结果；如需保存，请在设置中选择其他文件夹。</translation>
    </message>
    <message>
        <source>Settings cannot be saved: they last until you close the window.</source>
        <translation>无法保存设置：设置只在关闭窗口之前有效。</translation>
    </message>
</context>
<context>
    <name>Player</name>
    <message>
        <source>The child&apos;s left is on the left of every picture and scale.</source>
        <translation>所有图和刻度上，受检者的左侧都在左边。</translation>
    </message>
    <message>
        <source>Shown mirrored, as seen from behind</source>
        <translation>镜像显示，即从背后看</translation>
    </message>
    <message>
        <source>As filmed, from the front</source>
        <translation>按拍摄画面，从正面看</translation>
    </message>
    <message>
        <source>The child&apos;s left is on the right of every picture and scale.</source>
        <translation>所有图和刻度上，受检者的左侧都在右边。</translation>
    </message>
    <message>
        <source>Seen from behind</source>
        <translation>从背后看</translation>
    </message>
    <message>
        <source>Seen from the side</source>
        <translation>从侧面看</translation>
    </message>
    <message>
        <source>L and R show the child&apos;s own sides.</source>
        <translation>左、右指受检者本人的左侧和右侧。</translation>
    </message>
    <message>
        <source>Show as fil&amp;med</source>
        <translation>按拍摄画面显示(&amp;M)</translation>
    </message>
    <message>
        <source>Show as seen from &amp;behind</source>
        <translation>按从背后看显示(&amp;B)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>{action} (Space)</source>
        <translation>{action}（空格）</translation>
    </message>
    <message>
        <source>One frame back</source>
        <translation>后退一帧</translation>
    </message>
    <message>
        <source>One frame back (Left arrow)</source>
        <translation>后退一帧（左箭头）</translation>
    </message>
    <message>
        <source>One frame forward</source>
        <translation>前进一帧</translation>
    </message>
    <message>
        <source>One frame forward (Right arrow)</source>
        <translation>前进一帧（右箭头）</translation>
    </message>
    <message>
        <source>&amp;Plumb line</source>
        <translation>铅垂线(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Dots</source>
        <translation>标记点(&amp;D)</translation>
    </message>
    <message>
        <source>Enlarge the child and follow</source>
        <translation>放大受检者并跟随</translation>
    </message>
    <message>
        <source>Playback speed</source>
        <translation>播放速度</translation>
    </message>
    <message>
        <source>&amp;Skeleton and outline</source>
        <translation>骨架和轮廓(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;keleton only</source>
        <translation>仅骨架(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Outline only</source>
        <translation>仅轮廓(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Video only</source>
        <translation>仅视频(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Hide faces</source>
        <translation>遮挡面部(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Overlay</source>
        <translation>叠加(&amp;O)</translation>
    </message>
    <message>
        <source>What is drawn over the video</source>
        <translation>视频上叠加显示的内容</translation>
    </message>
    <message>
        <source>&amp;Zoom in</source>
        <translation>放大(&amp;Z)</translation>
    </message>
    <message>
        <source>Video with overlay</source>
        <translation>带叠加的视频</translation>
    </message>
</context>
<context>
    <name>Precision</name>
    <message>
        <source>Full (fp32)</source>
        <translation>全精度 (fp32)</translation>
    </message>
    <message>
        <source>Half (bf16): scores within {points} of 100</source>
        <translation>半精度 (bf16)：得分相差不超过 {points}/100</translation>
    </message>
    <message>
        <source>Eight bits (int8): scores within {points} of 100</source>
        <translation>八位 (int8)：得分相差不超过 {points}/100</translation>
    </message>
    <message>
        <source>“{precision}” was chosen, but this processor does not support it: the model runs in full precision.</source>
        <translation>已选择“{precision}”，但此处理器不支持：模型将以全精度计算。</translation>
    </message>
    <message>
        <source>“{precision}” was chosen, but this model does not offer it: it runs in full precision.</source>
        <translation>已选择“{precision}”，但此模型不提供：将以全精度计算。</translation>
    </message>
    <message>
        <source>This model runs in full precision only.</source>
        <translation>此模型只以全精度计算。</translation>
    </message>
    <message>
        <source>{precision} changed no score by more than {points} of 100 on {count} sequences.</source>
        <translation>{precision}：在 {count} 个序列上，得分的改变均不超过 {points}/100。</translation>
    </message>
    <message>
        <source>A lower precision is faster.</source>
        <translation>精度较低时速度更快。</translation>
    </message>
</context>
<context>
    <name>QualityPanel</name>
    <message>
        <source>Hide &amp;findings</source>
        <translation>隐藏提示(&amp;F)</translation>
    </message>
    <message>
        <source>Show 1 &amp;finding</source>
        <translation>显示 1 条提示(&amp;F)</translation>
    </message>
    <message>
        <source>Show {count} &amp;findings</source>
        <translation>显示 {count} 条提示(&amp;F)</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>{name}: lock the records (Ctrl+L)</source>
        <translation>{name}：锁定记录 (Ctrl+L)</translation>
    </message>
</context>
<context>
    <name>RecentList</name>
    <message>
        <source>Recent videos</source>
        <translation>最近的视频</translation>
    </message>
    <message>
        <source>{state} (video missing)</source>
        <translation>{state}（视频缺失）</translation>
    </message>
    <message>
        <source>not screened</source>
        <translation>未筛查</translation>
    </message>
    <message>
        <source>missing: moved or deleted. Press Enter to find it</source>
        <translation>缺失：已移动或删除。按 Enter 键查找</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>failed: {reason}</source>
        <translation>失败：{reason}</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>screening</source>
        <translation>正在筛查</translation>
    </message>
    <message>
        <source>not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>&amp;Open result</source>
        <translation>打开结果(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Screen again</source>
        <translation>重新筛查(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Find the video…</source>
        <translation>查找视频(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Remove from this list</source>
        <translation>从此列表中移除(&amp;R)</translation>
    </message>
</context>
<context>
    <name>RecordDaysWiring</name>
    <message>
        <source>The list lies in {name}: it holds names, keep it safe.</source>
        <translation>名单已保存为 {name}：其中有姓名，请妥善保管。</translation>
    </message>
    <message>
        <source>1 patient was added; about {updated} something new is known.</source>
        <translation>已添加 1 位受检者；更新了 {updated} 位的信息。</translation>
    </message>
    <message>
        <source>{count} patients were added; about {updated} something new is known.</source>
        <translation>已添加 {count} 位受检者；更新了 {updated} 位的信息。</translation>
    </message>
    <message>
        <source>1 patient was added.</source>
        <translation>已添加 1 位受检者。</translation>
    </message>
    <message>
        <source>{count} patients were added.</source>
        <translation>已添加 {count} 位受检者。</translation>
    </message>
</context>
<context>
    <name>RecordPatient</name>
    <message>
        <source>Record a walk</source>
        <translation>录制一次行走</translation>
    </message>
    <message>
        <source>Who is recorded? The recording belongs to the visit of today.</source>
        <translation>要录制谁？录制的视频归入今天的就诊记录。</translation>
    </message>
    <message>
        <source>&amp;Choose</source>
        <translation>选择(&amp;C)</translation>
    </message>
    <message>
        <source>No consent for recordings is noted. Note it with the patient first.</source>
        <translation>尚未登记录制视频的同意书。请先在受检者页面登记。</translation>
    </message>
</context>
<context>
    <name>RecordingMoves</name>
    <message>
        <source>Mo&amp;ve…</source>
        <translation>移动(&amp;V)…</translation>
    </message>
    <message>
        <source>The wrong child was chosen: another patient</source>
        <translation>选错了儿童：换成另一位受检者</translation>
    </message>
    <message>
        <source>The recording of {who}, {date}, belongs to another patient:</source>
        <translation>{who} 在 {date} 的视频属于另一位受检者：</translation>
    </message>
    <message>
        <source>It is signed by {names}. Once it is moved the signature does not hold any more, because it was said of another child: the result is a draft again.</source>
        <translation>它已由{names}签名。移动后签名不再有效，因为当时说的是另一名儿童：结果将重新成为草稿。</translation>
    </message>
    <message>
        <source>Move to another patient</source>
        <translation>移给另一位受检者</translation>
    </message>
    <message>
        <source>&amp;Move</source>
        <translation>移动(&amp;M)</translation>
    </message>
    <message>
        <source>The recording belongs to {who} now.</source>
        <translation>这段视频现在属于 {who}。</translation>
    </message>
</context>
<context>
    <name>RecordingPicture</name>
    <message>
        <source>A picture of this recording</source>
        <translation>此视频中的一幅画面</translation>
    </message>
    <message>
        <source>The video cannot be shown.</source>
        <translation>无法显示此视频。</translation>
    </message>
</context>
<context>
    <name>RecordingRow</name>
    <message>
        <source>not judged yet</source>
        <translation>尚未判断</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>筛查</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>移动…</translation>
    </message>
    <message>
        <source>This recording belongs to another patient</source>
        <translation>这段视频属于另一位受检者</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>录制的视频</translation>
    </message>
    <message>
        <source>Imported video</source>
        <translation>导入的视频</translation>
    </message>
    <message>
        <source>Result of an earlier version</source>
        <translation>早期版本的结果</translation>
    </message>
    <message>
        <source>video not kept</source>
        <translation>未保存视频</translation>
    </message>
</context>
<context>
    <name>RecordsPart</name>
    <message>
        <source>Users…</source>
        <translation>用户…</translation>
    </message>
    <message>
        <source>Administration…</source>
        <translation>管理…</translation>
    </message>
    <message>
        <source>Backups, the audit trail, keeping and erasing</source>
        <translation>备份、审计日志、保存与清除</translation>
    </message>
    <message>
        <source>Change my password…</source>
        <translation>更改我的密码…</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>立即锁定</translation>
    </message>
    <message>
        <source>Switch user</source>
        <translation>切换用户</translation>
    </message>
    <message>
        <source>Save these settings</source>
        <translation>保存这些设置</translation>
    </message>
    <message>
        <source>Only an administrator can change these settings.</source>
        <translation>只有管理员可以更改这些设置。</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} 分钟</translation>
    </message>
    <message>
        <source>A recording needs a consent</source>
        <translation>录制视频前需要同意书</translation>
    </message>
    <message>
        <source>The examiner&apos;s own finding is asked for before the outcome is shown</source>
        <translation>显示结果之前先询问检查者自己的检查所见</translation>
    </message>
    <message>
        <source>{count} days</source>
        <translation>{count} 天</translation>
    </message>
    <message>
        <source>{count} years</source>
        <translation>{count} 年</translation>
    </message>
    <message>
        <source>For ever</source>
        <translation>永久</translation>
    </message>
    <message>
        <source>Name of the school or clinic
Address
Telephone</source>
        <translation>学校或诊所名称
地址
电话</translation>
    </message>
    <message>
        <source>Lock after</source>
        <translation>锁定时间</translation>
    </message>
    <message>
        <source>Without keyboard and mouse.</source>
        <translation>没有键盘和鼠标操作之后。</translation>
    </message>
    <message>
        <source>Recycle bin</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>Then what was deleted is due to be erased, under Administration.</source>
        <translation>此后，已删除的内容即到期，可在管理中清除。</translation>
    </message>
    <message>
        <source>Keep patients</source>
        <translation>保留受检者</translation>
    </message>
    <message>
        <source>After the newest visit.</source>
        <translation>自最近一次就诊起。</translation>
    </message>
    <message>
        <source>Keep backups</source>
        <translation>保留备份</translation>
    </message>
    <message>
        <source>What is erased leaves the automatic backups by then, too.</source>
        <translation>清除的内容最迟届时也会从自动备份中消失。</translation>
    </message>
    <message>
        <source>Letterhead</source>
        <translation>信头</translation>
    </message>
    <message>
        <source>Stands on printed pages.</source>
        <translation>显示在打印的页面上。</translation>
    </message>
    <message>
        <source>Unlocked by {name} ({login}). {role}: {may}</source>
        <translation>由 {name}（{login}）解锁。{role}：{may}</translation>
    </message>
    <message>
        <source>These settings hold now, for everybody.</source>
        <translation>这些设置现已对所有人生效。</translation>
    </message>
</context>
<context>
    <name>RecordsScreening</name>
    <message>
        <source>Your role does not allow you to take videos into the records.</source>
        <translation>您的角色不允许将视频收入档案。</translation>
    </message>
    <message>
        <source>The records are locked. Unlock them, then open the video again.</source>
        <translation>档案已锁定。请先解锁，再重新打开该视频。</translation>
    </message>
    <message>
        <source>A recording was not screened to its end.</source>
        <translation>有一个视频没有筛查完。</translation>
    </message>
    <message>
        <source>{count} recordings were not screened to their end.</source>
        <translation>有 {count} 个视频没有筛查完。</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>继续(&amp;C)</translation>
    </message>
</context>
<context>
    <name>RecoverDialog</name>
    <message>
        <source>Forgot the password</source>
        <translation>忘记密码</translation>
    </message>
    <message>
        <source>&amp;Recovery key</source>
        <translation>恢复密钥(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Login of an administrator</source>
        <translation>管理员的登录名(&amp;L)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Let in &amp;knowingly…</source>
        <translation>在知情的情况下放行(&amp;K)…</translation>
    </message>
    <message>
        <source>An administrator can set a new password for every other user. If no administrator remembers a password, type the recovery key that was printed when the records were made: eight groups of five.</source>
        <translation>管理员可以为其他任何用户设置新密码。如果没有管理员记得密码，请输入创建记录时打印的恢复密钥：八组，每组五个字符。</translation>
    </message>
    <message>
        <source>Trying the key…</source>
        <translation>正在尝试密钥…</translation>
    </message>
    <message>
        <source>&amp;Set the password</source>
        <translation>设置密码(&amp;S)</translation>
    </message>
    <message>
        <source>The recovery key is wanting.</source>
        <translation>还缺恢复密钥。</translation>
    </message>
    <message>
        <source>A login is wanting.</source>
        <translation>还缺登录名。</translation>
    </message>
</context>
<context>
    <name>RecoveryKeyDialog</name>
    <message>
        <source>The new recovery key</source>
        <translation>新的恢复密钥</translation>
    </message>
    <message>
        <source>I have &amp;written it down</source>
        <translation>我已抄下(&amp;W)</translation>
    </message>
    <message>
        <source>Write the key down first: it is never shown again.</source>
        <translation>请先抄下密钥：它不会再次显示。</translation>
    </message>
</context>
<context>
    <name>RecoveryKeyView</name>
    <message>
        <source>This key opens the records when every password is forgotten. It is shown only now. Without a password and without this key nobody can open the records again.</source>
        <translation>忘记所有密码时，可用此密钥打开记录。它只在现在显示。没有密码也没有此密钥，任何人都无法再打开记录。</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>打印(&amp;P)…</translation>
    </message>
    <message>
        <source>Save as P&amp;DF…</source>
        <translation>另存为 PDF(&amp;D)…</translation>
    </message>
    <message>
        <source>Keep it in a locked place, not beside the computer; a PDF on a stick, too.</source>
        <translation>请将其锁好，不要放在电脑旁边；U 盘上的 PDF 也一样。</translation>
    </message>
    <message>
        <source>&amp;To go on, type group {number} from your paper:</source>
        <translation>要继续，请输入纸上的第 {number} 组(&amp;T)：</translation>
    </message>
    <message>
        <source>Group {number}: {signs}</source>
        <translation>第 {number} 组：{signs}</translation>
    </message>
</context>
<context>
    <name>RepeatPage</name>
    <message>
        <source>{name}: filmed again</source>
        <translation>{name}：重新拍摄</translation>
    </message>
    <message>
        <source>Earlier recording</source>
        <translation>先前的视频</translation>
    </message>
    <message>
        <source>New recording</source>
        <translation>新视频</translation>
    </message>
    <message>
        <source>Both recordings are the same video: this comparison says nothing.</source>
        <translation>两者是同一段视频：此比较没有意义。</translation>
    </message>
    <message>
        <source>Problems with the recordings</source>
        <translation>视频的问题</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>已消除</translation>
    </message>
    <message>
        <source>Still there</source>
        <translation>仍然存在</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新出现</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>一致性</translation>
    </message>
    <message>
        <source>Values agree if they are no further apart than the two 95 % intervals can explain together.</source>
        <translation>当两个值之差未超出两个 95% 区间合起来所能解释的范围时，视为一致。</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>ScolioApp screening report</source>
        <translation>ScolioApp 筛查报告</translation>
    </message>
    <message>
        <source>Why, and how far to trust it</source>
        <translation>判读依据与可信程度</translation>
    </message>
    <message>
        <source>Examination</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>检查所见</translation>
    </message>
    <message>
        <source>ScolioApp screening record</source>
        <translation>ScolioApp 筛查记录</translation>
    </message>
    <message>
        <source>{line} · page {number} of {count}</source>
        <translation>{line} · 第 {number} 页，共 {count} 页</translation>
    </message>
    <message>
        <source>From visit to visit</source>
        <translation>各次就诊之间的变化</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>标志</translation>
    </message>
    <message>
        <source>Screening record</source>
        <translation>筛查记录</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Child (name or number)</source>
        <translation>受检者（姓名或编号）</translation>
    </message>
    <message>
        <source>Year of birth</source>
        <translation>出生年份</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>班级</translation>
    </message>
    <message>
        <source>Video: {name}</source>
        <translation>视频：{name}</translation>
    </message>
    <message>
        <source>Bars, without figures, of what the model saw: {names}.</source>
        <translation>模型判读结果的条形（不带数字）：{names}。</translation>
    </message>
    <message>
        <source>and {count} more, listed in the exported result</source>
        <translation>另有 {count} 条，见导出的结果</translation>
    </message>
    <message>
        <source>What the program found</source>
        <translation>程序的发现</translation>
    </message>
    <message>
        <source>What the program found, and what holds</source>
        <translation>程序的发现与有效的结论</translation>
    </message>
    <message>
        <source>The body in the middle of a step, seen from behind.</source>
        <translation>步态中间时刻的身体，从背后看。</translation>
    </message>
    <message>
        <source>The child was filmed from the front: pictures are mirrored.</source>
        <translation>受检者是从正面拍摄的：图片已作镜像。</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Signed report</source>
        <translation>已签名的报告</translation>
    </message>
    <message>
        <source>Page {number} of {count}</source>
        <translation>第 {number} 页，共 {count} 页</translation>
    </message>
    <message>
        <source>&amp;Save PDF…</source>
        <translation>保存 PDF(&amp;S)…</translation>
    </message>
    <message>
        <source>Prin&amp;t…</source>
        <translation>打印(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
</context>
<context>
    <name>ReportRow</name>
    <message>
        <source>Show…</source>
        <translation>查看…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
</context>
<context>
    <name>ReportView</name>
    <message>
        <source>95 %: {low} to {high}</source>
        <translation>95 %：{low} 至 {high}</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>Signed report, version {number}, {language}</source>
        <translation>已签名的报告，第 {number} 版，{language}</translation>
    </message>
    <message>
        <source>Visit of {date}: signed report, version {number}, {language}</source>
        <translation>{date} 的就诊：已签名的报告，第 {number} 版，{language}</translation>
    </message>
    <message>
        <source>signed by {name}, {date}</source>
        <translation>由 {name} 签名，{date}</translation>
    </message>
    <message>
        <source>pages made on {date}</source>
        <translation>页面生成于 {date}</translation>
    </message>
    <message>
        <source>replaced by version {number}</source>
        <translation>已由第 {number} 版取代</translation>
    </message>
    <message>
        <source>the signature does not hold any more</source>
        <translation>签名已不再有效</translation>
    </message>
</context>
<context>
    <name>ReportsCard</name>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
</context>
<context>
    <name>ResearchArea</name>
    <message>
        <source>&amp;Dataset</source>
        <translation>数据集(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Training</source>
        <translation>训练(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Evaluation</source>
        <translation>评估(&amp;E)</translation>
    </message>
</context>
<context>
    <name>ResearchWiring</name>
    <message>
        <source>Training continues: {names}.</source>
        <translation>训练仍在继续：{names}。</translation>
    </message>
    <message>
        <source>S&amp;how</source>
        <translation>显示(&amp;H)</translation>
    </message>
</context>
<context>
    <name>ResetPasswordDialog</name>
    <message>
        <source>Set a new password</source>
        <translation>设置新密码</translation>
    </message>
    <message>
        <source>&amp;Set the password</source>
        <translation>设置密码(&amp;S)</translation>
    </message>
    <message>
        <source>The old password of {name} opens nothing any more.</source>
        <translation>{name} 的旧密码将不再有效。</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>Restore from a backup</source>
        <translation>从备份恢复</translation>
    </message>
    <message>
        <source>Backup file</source>
        <translation>备份文件</translation>
    </message>
    <message>
        <source>Backups (*.scoliobackup);;All files (*)</source>
        <translation>备份 (*.scoliobackup);;所有文件 (*)</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>恢复(&amp;R)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Restoring and comparing…</source>
        <translation>正在恢复并比对…</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>从(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Backup file</source>
        <translation>备份文件(&amp;B)</translation>
    </message>
    <message>
        <source>Its &amp;passphrase</source>
        <translation>其密码短语(&amp;P)</translation>
    </message>
    <message>
        <source>the automatic backup of {date}</source>
        <translation>{date} 的自动备份</translation>
    </message>
    <message>
        <source>a backup file</source>
        <translation>一个备份文件</translation>
    </message>
    <message>
        <source>The records appear as they were when the backup was made. They are unlocked with the passwords of that time.</source>
        <translation>记录将恢复为备份时的样子，用当时的密码解锁。</translation>
    </message>
    <message>
        <source>The records become what they were when the backup was made, and are unlocked with the passwords of that time. What is here now is moved aside beside them, not deleted.</source>
        <translation>记录将变回备份时的样子，用当时的密码解锁。现有内容会移到旁边，不会删除。</translation>
    </message>
    <message>
        <source>The records are back. Unlock them with a password of that time.</source>
        <translation>记录已恢复。请用当时的密码解锁。</translation>
    </message>
    <message>
        <source>What was here lies in the folder “{name}”.</source>
        <translation>原有内容在文件夹“{name}”中。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Stopped. Everything is as it was.</source>
        <translation>已停止。一切保持原样。</translation>
    </message>
</context>
<context>
    <name>ResultCards</name>
    <message>
        <source>Limits</source>
        <translation>局限</translation>
    </message>
</context>
<context>
    <name>ResultOpener</name>
    <message>
        <source>Opening the result of {name}…</source>
        <translation>正在打开 {name} 的结果…</translation>
    </message>
    <message>
        <source>The newest judgement cannot be read: it is damaged or from another version. An earlier one is shown. Screen the video again to judge it anew.</source>
        <translation>无法读取最新的判断：它已损坏或来自其他版本。现在显示的是较早的一次判断。如需重新判断，请再次筛查该视频。</translation>
    </message>
    <message>
        <source>Opening both results of {name}…</source>
        <translation>正在打开 {name} 的两份结果…</translation>
    </message>
    <message>
        <source>This result is not saved yet. It will be lost when you close the window.</source>
        <translation>此结果尚未保存。关闭窗口后将会丢失。</translation>
    </message>
    <message>
        <source>Try &amp;saving again</source>
        <translation>再次尝试保存(&amp;S)</translation>
    </message>
    <message>
        <source>Enter your own finding first. What the model says is shown afterwards, so that it does not lead you.</source>
        <translation>请先填写您自己的发现。模型的结果随后才显示，以免影响您的判断。</translation>
    </message>
    <message>
        <source>Enter my &amp;finding…</source>
        <translation>填写我的发现(&amp;F)…</translation>
    </message>
    <message>
        <source>The new judgement is not saved; the earlier one is kept. {reason}</source>
        <translation>新的判断未保存；较早的判断仍然保留。{reason}</translation>
    </message>
    <message>
        <source>Save this result first, so that the new recording can be linked to it.</source>
        <translation>请先保存此结果，以便将新视频与其关联。</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>Cancelled. Nothing was saved.</source>
        <translation>已取消。没有保存任何内容。</translation>
    </message>
    <message>
        <source>Saved as “{name}”.</source>
        <translation>已保存为“{name}”。</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>Save letter</source>
        <translation>保存信件</translation>
    </message>
    <message>
        <source>Save as FHIR</source>
        <translation>另存为 FHIR</translation>
    </message>
    <message>
        <source>FHIR bundle (JSON)</source>
        <translation>FHIR 数据包 (JSON)</translation>
    </message>
    <message>
        <source>Save table</source>
        <translation>保存表格</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <translation>表格 (CSV)</translation>
    </message>
    <message>
        <source>Table (Excel)</source>
        <translation>表格 (Excel)</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>Save result</source>
        <translation>保存结果</translation>
    </message>
    <message>
        <source>Result (JSON)</source>
        <translation>结果 (JSON)</translation>
    </message>
    <message>
        <source>Save gait sequence</source>
        <translation>保存步态序列</translation>
    </message>
    <message>
        <source>Gait sequence</source>
        <translation>步态序列</translation>
    </message>
    <message>
        <source>Save video with overlay</source>
        <translation>保存带叠加的视频</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Save the report (Ctrl+S)</source>
        <translation>保存报告 (Ctrl+S)</translation>
    </message>
    <message>
        <source>Prin&amp;t…</source>
        <translation>打印(&amp;T)…</translation>
    </message>
    <message>
        <source>Print the report as it is kept with the records</source>
        <translation>按档案中保存的原样打印报告</translation>
    </message>
    <message>
        <source>Film a&amp;gain…</source>
        <translation>重新拍摄(&amp;G)…</translation>
    </message>
    <message>
        <source>See what to change, take a new video, and compare the two side by side</source>
        <translation>说明需要改进之处，选择新视频，并排查看两者</translation>
    </message>
    <message>
        <source>&amp;Save PDF…</source>
        <translation>保存 PDF(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>Report as &amp;HTML…</source>
        <translation>HTML 报告(&amp;H)…</translation>
    </message>
    <message>
        <source>&amp;Table (CSV)…</source>
        <translation>表格 (CSV)(&amp;T)…</translation>
    </message>
    <message>
        <source>Table (&amp;Excel)…</source>
        <translation>表格 (Excel)(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Result (JSON)…</source>
        <translation>结果 (JSON)(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Gait sequence (.gait.npz)…</source>
        <translation>步态序列 (.gait.npz)(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Video with overlay…</source>
        <translation>带叠加的视频(&amp;V)…</translation>
    </message>
    <message>
        <source>&amp;Choose person…</source>
        <translation>选择受检者(&amp;C)…</translation>
    </message>
</context>
<context>
    <name>ResultsArea</name>
    <message>
        <source>Back to results</source>
        <translation>返回结果</translation>
    </message>
    <message>
        <source>Back to the list of results (Esc)</source>
        <translation>返回结果列表 (Esc)</translation>
    </message>
</context>
<context>
    <name>ResultsModel</name>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>受检者</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>筛查结果</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>受检者</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>replaced: filmed again</source>
        <translation>已被替代：已重新拍摄</translation>
    </message>
    <message>
        <source>repeat</source>
        <translation>重拍</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无人</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} / {count}</translation>
    </message>
    <message>
        <source>demo, simulated walkers</source>
        <translation>演示，模拟行走者</translation>
    </message>
    <message>
        <source>local, unvalidated</source>
        <translation>本地、未经验证</translation>
    </message>
    <message>
        <source>validated</source>
        <translation>已验证</translation>
    </message>
    <message>
        <source>no model</source>
        <translation>无模型</translation>
    </message>
</context>
<context>
    <name>ResultsPage</name>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>重命名(&amp;N)</translation>
    </message>
    <message>
        <source>Show &amp;folder</source>
        <translation>显示文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>Filter by name, outcome, date…</source>
        <translation>按名称、筛查结果、日期筛选…</translation>
    </message>
    <message>
        <source>Filter results</source>
        <translation>筛选结果</translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation>姓名或编号</translation>
    </message>
    <message>
        <source>No results yet</source>
        <translation>还没有结果</translation>
    </message>
    <message>
        <source>Give the recording a name or number so that you can find it (F2)</source>
        <translation>为该视频填写姓名或编号，便于查找（F2）</translation>
    </message>
    <message>
        <source>&amp;Take over earlier results…</source>
        <translation>接管以前的结果(&amp;T)…</translation>
    </message>
    <message>
        <source>E&amp;xport table…</source>
        <translation>导出表格(&amp;X)…</translation>
    </message>
    <message>
        <source>No results match these words.</source>
        <translation>没有包含这些文字的结果。</translation>
    </message>
    <message>
        <source>Show only the results that contain these words (Ctrl+F)</source>
        <translation>显示包含这些文字的结果 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Every finished screening is saved here automatically.</source>
        <translation>每次完成的筛查都会自动保存在这里。</translation>
    </message>
    <message>
        <source>&amp;Screen a video</source>
        <translation>筛查视频(&amp;S)</translation>
    </message>
    <message>
        <source>1 result</source>
        <translation>1 个结果</translation>
    </message>
    <message>
        <source>{shown} of 1 result</source>
        <translation>1 个结果中的 {shown} 个</translation>
    </message>
    <message>
        <source>{shown} of {total} results</source>
        <translation>{shown} / {total} 个结果</translation>
    </message>
    <message>
        <source>{results}, {old} of them replaced</source>
        <translation>{results}，其中 {old} 份已被替代</translation>
    </message>
    <message>
        <source>The newest {shown} of {total} results; type above to find older ones</source>
        <translation>显示 {total} 个结果中最新的 {shown} 个；在上方输入可查找更早的结果</translation>
    </message>
    <message>
        <source>{shown} of {total} results, perhaps more; type another word</source>
        <translation>{total} 个结果中的 {shown} 个，可能还有更多；请再输入一个词</translation>
    </message>
    <message>
        <source>{total} results</source>
        <translation>{total} 个结果</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
</context>
<context>
    <name>ResultsWiring</name>
    <message>
        <source>{count} results deleted. The videos are not affected.</source>
        <translation>已删除 {count} 个结果。视频仍在原处。</translation>
    </message>
    <message>
        <source>The result of {name} was deleted. The video is not affected.</source>
        <translation>已删除 {name} 的结果。视频仍在原处。</translation>
    </message>
    <message>
        <source>{count} recordings are in the recycle bin.</source>
        <translation>{count} 个视频已移入回收站。</translation>
    </message>
    <message>
        <source>A recording of {name} is in the recycle bin.</source>
        <translation>{name} 的一个视频已移入回收站。</translation>
    </message>
    <message>
        <source>What was kept earlier is not in the records yet, and lies unprotected.</source>
        <translation>以前保存的内容尚未进入档案，并且未受保护。</translation>
    </message>
    <message>
        <source>&amp;Take over…</source>
        <translation>接管(&amp;T)…</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>Nobody has reviewed this yet. Pages printed now say so.</source>
        <translation>还没有人审核。现在打印的页面会注明这一点。</translation>
    </message>
    <message>
        <source>Reviewed, not signed yet. Pages printed now say so.</source>
        <translation>已审核，尚未签名。现在打印的页面会注明这一点。</translation>
    </message>
    <message>
        <source>Signed: it cannot be changed, only amended.</source>
        <translation>已签名：不能更改，只能修订。</translation>
    </message>
    <message>
        <source>A newer version took the place of this one.</source>
        <translation>已被较新的版本取代。</translation>
    </message>
    <message>
        <source>{state}: {name}, {date}</source>
        <translation>{state}：{name}，{date}</translation>
    </message>
    <message>
        <source>The recording was moved; it is to be reviewed anew.</source>
        <translation>视频已移到别处，需要重新审核。</translation>
    </message>
    <message>
        <source>Another outcome holds: {outcome}</source>
        <translation>改为：{outcome}</translation>
    </message>
    <message>
        <source>The model&apos;s outcome holds.</source>
        <translation>模型的结果成立。</translation>
    </message>
    <message>
        <source>Reason: {reason}</source>
        <translation>理由：{reason}</translation>
    </message>
    <message>
        <source>Signed: {name}, {date}
“{meaning}”
Code {code}</source>
        <translation>已签名：{name}，{date}
“{meaning}”
核对码 {code}</translation>
    </message>
    <message>
        <source>Amends version {number}. Reason: {reason}</source>
        <translation>修订第 {number} 版。理由：{reason}</translation>
    </message>
    <message>
        <source>The signature does not hold any more: the patient, the outcome, the findings or the files are not what was signed. Do not hand out pages of it. Compare with the printed page, then review and sign again, or ask an administrator.</source>
        <translation>签名已不再有效：受检者、结论、检查发现或文件与签名时不同。请不要发出它的打印页。请与打印页比较，然后重新审核并签名，或请管理员处理。</translation>
    </message>
    <message>
        <source>This judgement is signed and cannot be changed. Amend it, with a reason: a new version is made, and both stay readable.</source>
        <translation>此判断已签名，不能更改。请说明理由进行修订：将生成新版本，两个版本都可阅读。</translation>
    </message>
</context>
<context>
    <name>ReviewCard</name>
    <message>
        <source>To an archive or a server of a hospital</source>
        <translation>发送到医院的归档或服务器</translation>
    </message>
    <message>
        <source>Review: {state}</source>
        <translation>审核：{state}</translation>
    </message>
    <message>
        <source>Show version {number}</source>
        <translation>显示第 {number} 版</translation>
    </message>
    <message>
        <source>Re&amp;view…</source>
        <translation>审核(&amp;V)…</translation>
    </message>
    <message>
        <source>Say that you have looked at this, and agree or put another outcome in place</source>
        <translation>表明您已查看，并同意或改为其他结论</translation>
    </message>
    <message>
        <source>S&amp;ign…</source>
        <translation>签名(&amp;I)…</translation>
    </message>
    <message>
        <source>Stand for this result with your name; the password is asked for again</source>
        <translation>以您的姓名为此结果负责；需要再次输入密码</translation>
    </message>
    <message>
        <source>A&amp;mend…</source>
        <translation>修订(&amp;M)…</translation>
    </message>
    <message>
        <source>Make a new version, with a reason; both stay readable</source>
        <translation>说明理由并生成新版本；两个版本都可阅读</translation>
    </message>
    <message>
        <source>&amp;Letter to the parents…</source>
        <translation>给家长的信(&amp;L)…</translation>
    </message>
    <message>
        <source>Send t&amp;o…</source>
        <translation>发送到(&amp;O)…</translation>
    </message>
    <message>
        <source>A page in plain words, without figures</source>
        <translation>用通俗语言写的一页，没有数字</translation>
    </message>
</context>
<context>
    <name>ReviewDialog</name>
    <message>
        <source>Review this result</source>
        <translation>审核此结果</translation>
    </message>
    <message>
        <source>&amp;Reviewed</source>
        <translation>审核完毕(&amp;R)</translation>
    </message>
    <message>
        <source>The model&apos;s outcome &amp;holds: {said}</source>
        <translation>模型的结果成立(&amp;H)：{said}</translation>
    </message>
    <message>
        <source>Instead: {outcome}</source>
        <translation>改为：{outcome}</translation>
    </message>
    <message>
        <source>Rea&amp;son, needed for another outcome:</source>
        <translation>理由（改为其他结论时必填）(&amp;S)：</translation>
    </message>
    <message>
        <source>Look at the recording and at what the examination found. The model&apos;s own outcome stays readable beside yours.</source>
        <translation>请查看视频和检查所见。模型自己的结果会保留在您的结论旁边。</translation>
    </message>
    <message>
        <source>Another outcome needs a reason. Write in a few words why it holds.</source>
        <translation>改为其他结论需要理由。请简要写明原因。</translation>
    </message>
</context>
<context>
    <name>ReviewWiring</name>
    <message>
        <source>A&amp;mend…</source>
        <translation>修订(&amp;M)…</translation>
    </message>
    <message>
        <source>The report is with the printer.</source>
        <translation>报告已发送到打印机。</translation>
    </message>
</context>
<context>
    <name>RoleDialog</name>
    <message>
        <source>Change the role</source>
        <translation>更改角色</translation>
    </message>
    <message>
        <source>&amp;Change the role</source>
        <translation>更改角色(&amp;C)</translation>
    </message>
    <message>
        <source>What {name} may do from now on:</source>
        <translation>从现在起 {name} 可以做的事：</translation>
    </message>
    <message>
        <source>&amp;Role</source>
        <translation>角色(&amp;R)</translation>
    </message>
</context>
<context>
    <name>RosterImport</name>
    <message>
        <source>New screening day</source>
        <translation>新的筛查日</translation>
    </message>
    <message>
        <source>School or class, and the date</source>
        <translation>学校或班级，以及日期</translation>
    </message>
    <message>
        <source>Name of the day</source>
        <translation>这一天的名称</translation>
    </message>
    <message>
        <source>&amp;Begin</source>
        <translation>开始(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Name of the day</source>
        <translation>这一天的名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Begin without this row</source>
        <translation>不含此行开始(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Begin without these {rows} rows</source>
        <translation>不含这 {rows} 行开始(&amp;B)</translation>
    </message>
</context>
<context>
    <name>RosterPatientsDialog</name>
    <message>
        <source>Patients from a list</source>
        <translation>从名单添加受检者</translation>
    </message>
    <message>
        <source>&amp;Add to the patients</source>
        <translation>加入受检者(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Add to the patients without this row</source>
        <translation>去掉这一行后加入受检者(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Add to the patients without these {rows} rows</source>
        <translation>去掉这 {rows} 行后加入受检者(&amp;A)</translation>
    </message>
</context>
<context>
    <name>RosterPreview</name>
    <message>
        <source>Order of day and month</source>
        <translation>日和月的顺序</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Day first: 31/12/2014</source>
        <translation>日在前：31/12/2014</translation>
    </message>
    <message>
        <source>Month first: 12/31/2014</source>
        <translation>月在前：12/31/2014</translation>
    </message>
    <message>
        <source>&amp;Dates</source>
        <translation>日期(&amp;D)</translation>
    </message>
    <message>
        <source>The first rows</source>
        <translation>前几行</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Number (needed)</source>
        <translation>编号（必需）</translation>
    </message>
    <message>
        <source>Family name (needed)</source>
        <translation>姓氏（必需）</translation>
    </message>
    <message>
        <source>Given name</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>School class</source>
        <translation>班级</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Known scoliosis</source>
        <translation>已知脊柱侧弯</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>Which column holds what</source>
        <translation>哪一列是什么</translation>
    </message>
    <message>
        <source>Rows that cannot be taken</source>
        <translation>无法采用的行</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>column {number}</source>
        <translation>第 {number} 列</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Row {row}: {reason}</source>
        <translation>第 {row} 行：{reason}</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>……还有 {count} 条</translation>
    </message>
    <message>
        <source>{count} children.</source>
        <translation>{count} 名儿童。</translation>
    </message>
    <message>
        <source>1 row cannot be taken; put it right in the file and open it again:</source>
        <translation>1 行无法采用；请在文件中改正后重新打开：</translation>
    </message>
    <message>
        <source>{rows} rows cannot be taken; put them right in the file and open it again:</source>
        <translation>{rows} 行无法采用；请在文件中改正后重新打开：</translation>
    </message>
</context>
<context>
    <name>RunTable</name>
    <message>
        <source>Run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Best validation</source>
        <translation>最佳验证</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>用时</translation>
    </message>
</context>
<context>
    <name>ScoreBars</name>
    <message>
        <source>What the model saw, without figures</source>
        <translation>模型判读的结果，不带数字</translation>
    </message>
</context>
<context>
    <name>ScreenPage</name>
    <message>
        <source>Screen a walking video</source>
        <translation>筛查行走视频</translation>
    </message>
    <message>
        <source>Adhesive &amp;dots were used</source>
        <translation>使用了粘贴式标记点(&amp;D)</translation>
    </message>
    <message>
        <source>Look for round coloured dots on shoulders, hips, neck and ankles</source>
        <translation>在肩部、骨盆、颈部和踝部寻找圆形彩色标记点</translation>
    </message>
    <message>
        <source>Loose &amp;clothes or hair hide the shoulders</source>
        <translation>宽松衣物或头发遮住肩部(&amp;C)</translation>
    </message>
    <message>
        <source>A jacket, a hood, long hair: the range of the shoulder tilt becomes wider</source>
        <translation>外套、兜帽、长发：肩部倾斜的范围会变宽</translation>
    </message>
    <message>
        <source>Recent videos</source>
        <translation>最近的视频</translation>
    </message>
    <message>
        <source>Videos you have screened appear here.</source>
        <translation>您筛查过的视频会显示在这里。</translation>
    </message>
    <message>
        <source>What makes a good recording</source>
        <translation>怎样拍摄才好</translation>
    </message>
    <message>
        <source>The whole body</source>
        <translation>全身入镜</translation>
    </message>
    <message>
        <source>Head and feet stay in the picture the whole time.</source>
        <translation>头和脚始终在画面内。</translation>
    </message>
    <message>
        <source>Towards the camera</source>
        <translation>正对摄像机</translation>
    </message>
    <message>
        <source>Straight towards it or away from it, six steps or more.</source>
        <translation>正对摄像机走来或背对走远，六步或更多。</translation>
    </message>
    <message>
        <source>Even light</source>
        <translation>光线均匀</translation>
    </message>
    <message>
        <source>No window behind the person; the camera stands still.</source>
        <translation>人身后没有窗户；摄像机保持不动。</translation>
    </message>
    <message>
        <source>A simulated &amp;walker</source>
        <translation>模拟行走者(&amp;W)</translation>
    </message>
    <message>
        <source>A &amp;real clip</source>
        <translation>真实视频(&amp;R)</translation>
    </message>
    <message>
        <source>Open video</source>
        <translation>打开视频</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Find the video {name}</source>
        <translation>查找视频 {name}</translation>
    </message>
    <message>
        <source>Videos ({endings})</source>
        <translation>视频 ({endings})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>ScreenWiring</name>
    <message>
        <source>A video was still waiting when the window was closed.</source>
        <translation>关闭窗口时仍有一段视频在等待。</translation>
    </message>
    <message>
        <source>{count} videos were still waiting when the window was closed.</source>
        <translation>关闭窗口时仍有 {count} 段视频在等待。</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>继续(&amp;C)</translation>
    </message>
</context>
<context>
    <name>SendDialog</name>
    <message>
        <source>Send a result</source>
        <translation>发送结果</translation>
    </message>
    <message>
        <source>A video shows the child&apos;s face. Send it only where it was asked for and the parents have agreed.</source>
        <translation>视频会显示儿童的面部。只在对方要求且家长同意时发送。</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>发送(&amp;S)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Recipient</source>
        <translation>接收方(&amp;R)</translation>
    </message>
</context>
<context>
    <name>Sending</name>
    <message>
        <source>DICOM archive or worklist</source>
        <translation>DICOM 归档或工作列表</translation>
    </message>
    <message>
        <source>DICOMweb archive (STOW-RS)</source>
        <translation>DICOMweb 归档 (STOW-RS)</translation>
    </message>
    <message>
        <source>FHIR server (R4)</source>
        <translation>FHIR 服务器 (R4)</translation>
    </message>
    <message>
        <source>{where} (TLS)</source>
        <translation>{where} (TLS)</translation>
    </message>
    <message>
        <source>gives worklists</source>
        <translation>提供工作列表</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>when a person says so</source>
        <translation>有人要求时</translation>
    </message>
    <message>
        <source>as soon as a result is signed</source>
        <translation>结果签名后立即发送</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation>测量值</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>发送中</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>已放弃</translation>
    </message>
    <message>
        <source>next: {when}</source>
        <translation>下次：{when}</translation>
    </message>
    <message>
        <source>1 try</source>
        <translation>尝试 1 次</translation>
    </message>
    <message>
        <source>{count} tries</source>
        <translation>尝试 {count} 次</translation>
    </message>
    <message>
        <source>Sent {when}</source>
        <translation>已于 {when} 发送</translation>
    </message>
</context>
<context>
    <name>SendingWiring</name>
    <message>
        <source>Nothing is sent to hospitals now. {why} {remedy}</source>
        <translation>现在无法向医院发送。{why} {remedy}</translation>
    </message>
    <message>
        <source>“{name}” cannot be reached now; what waits for it is tried again by itself.</source>
        <translation>现在无法连接“{name}”；等待发送的内容会自动重试。</translation>
    </message>
    <message>
        <source>“{name}” did not take everything that was sent to it.</source>
        <translation>“{name}”没有接收发送给它的全部内容。</translation>
    </message>
    <message>
        <source>Sent and waiting…</source>
        <translation>已发送与等待中…</translation>
    </message>
    <message>
        <source>Hospitals</source>
        <translation>医院</translation>
    </message>
</context>
<context>
    <name>SequenceFrame</name>
    <message>
        <source>Sequence frame</source>
        <translation>序列的帧</translation>
    </message>
    <message>
        <source>Silhouette</source>
        <translation>轮廓</translation>
    </message>
    <message>
        <source>Keypoints</source>
        <translation>关键点</translation>
    </message>
    <message>
        <source>Limb map</source>
        <translation>肢体图</translation>
    </message>
    <message>
        <source>Joint map</source>
        <translation>关节图</translation>
    </message>
    <message>
        <source>no keypoints</source>
        <translation>无关键点</translation>
    </message>
</context>
<context>
    <name>SequenceViewer</name>
    <message>
        <source>Number, person or class</source>
        <translation>编号、人员或类别</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>&amp;Misjudged only</source>
        <translation>仅看判错的(&amp;M)</translation>
    </message>
    <message>
        <source>Sequences</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>播放（空格）</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>No sequences match.</source>
        <translation>没有符合条件的序列。</translation>
    </message>
    <message>
        <source>One sequence</source>
        <translation>一个序列</translation>
    </message>
    <message>
        <source>{count} sequences</source>
        <translation>{count} 个序列</translation>
    </message>
    <message>
        <source>{frame} of {count}</source>
        <translation>第 {frame} 帧，共 {count} 帧</translation>
    </message>
</context>
<context>
    <name>Sequences</name>
    <message>
        <source>model: {answer}</source>
        <translation>判为 {answer}</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>&amp;Blur faces in saved pictures and videos</source>
        <translation>在保存的图片和视频中模糊面部(&amp;B)</translation>
    </message>
    <message>
        <source>15 frames a second (as the training data)</source>
        <translation>每秒 15 帧（与训练数据相同）</translation>
    </message>
    <message>
        <source>Every frame (slower)</source>
        <translation>每一帧（较慢）</translation>
    </message>
    <message>
        <source>The program&apos;s choice</source>
        <translation>由程序选择</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>BlazePose GHUM heavy, which comes with the program</source>
        <translation>BlazePose GHUM heavy，程序自带</translation>
    </message>
    <message>
        <source>C&amp;heck this computer</source>
        <translation>检查这台电脑(&amp;H)</translation>
    </message>
    <message>
        <source>The language changes when you restart the program.</source>
        <translation>重新启动程序后语言才会更改。</translation>
    </message>
    <message>
        <source>BlazePose masks</source>
        <translation>BlazePose 的掩膜</translation>
    </message>
    <message>
        <source>Show &amp;outcomes during a screening day</source>
        <translation>在筛查日中显示结果(&amp;O)</translation>
    </message>
    <message>
        <source>Check for a &amp;newer version when the program starts</source>
        <translation>程序启动时检查是否有新版本(&amp;N)</translation>
    </message>
    <message>
        <source>Check that everything the program needs is there</source>
        <translation>查看程序所需的一切是否齐备</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Graphics card (GPU)</source>
        <translation>显卡 (GPU)</translation>
    </message>
    <message>
        <source>Name or initials (optional)</source>
        <translation>姓名或缩写（可选）</translation>
    </message>
    <message>
        <source>Same as the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>{name} (not installed)</source>
        <translation>{name}（未安装）</translation>
    </message>
    <message>
        <source>Screening</source>
        <translation>筛查</translation>
    </message>
    <message>
        <source>A demo model was trained on simulated walkers and has no clinical meaning.</source>
        <translation>演示模型用模拟行走者训练，没有任何临床意义。</translation>
    </message>
    <message>
        <source>&amp;Who is screening</source>
        <translation>筛查人员(&amp;W)</translation>
    </message>
    <message>
        <source>Saved with every result, together with the time.</source>
        <translation>连同时间写入每个结果。</translation>
    </message>
    <message>
        <source>For who screens only. When this is off, outcomes are shown once the day is ended, so that no child reads its own.</source>
        <translation>仅供筛查人员查看。关闭时，结果在这一天结束后才显示，以免儿童看到自己的结果。</translation>
    </message>
    <message>
        <source>Networks that read the recording</source>
        <translation>读取视频的网络</translation>
    </message>
    <message>
        <source>&amp;Analysis rate</source>
        <translation>分析帧率(&amp;A)</translation>
    </message>
    <message>
        <source>Run m&amp;odel on</source>
        <translation>模型运行于(&amp;O)</translation>
    </message>
    <message>
        <source>Automatic uses a graphics card if it can. Each result says where the model ran, and why.</source>
        <translation>自动：如有可用的显卡则使用显卡。每个结果都会说明由什么设备计算及其原因。</translation>
    </message>
    <message>
        <source>Add other networks as a folder with a card and an ONNX file. The measurements were fitted to BlazePose; with other networks they are not corrected, and the result says so.</source>
        <translation>其他网络以含有卡片和 ONNX 文件的文件夹形式加入。测量值是按 BlazePose 拟合的；使用其他网络时，测量值不作校正，结果中会注明。</translation>
    </message>
    <message>
        <source>Recording with a camera</source>
        <translation>用摄像头录制</translation>
    </message>
    <message>
        <source>The camera and its format are chosen on the Record page and remembered. Only pictures are recorded, never sound.</source>
        <translation>摄像头及其格式在录制页选择，并会被记住。只录制画面，从不录音。</translation>
    </message>
    <message>
        <source>Appearance and language</source>
        <translation>外观与语言</translation>
    </message>
    <message>
        <source>When this is off, the program contacts nobody. When it is on, it asks {host} once at each start, and sends nothing about you, this computer or your recordings. Nothing is downloaded.</source>
        <translation>关闭时，程序不向任何地方询问。打开时，每次启动会向 {host} 询问一次，不发送关于您、这台电脑或视频的任何信息，也不下载任何内容。</translation>
    </message>
    <message>
        <source>Use the default folder</source>
        <translation>使用默认文件夹</translation>
    </message>
    <message>
        <source>{folder}. Results in another folder stay there.</source>
        <translation>{folder}。其他文件夹中的结果仍留在那里。</translation>
    </message>
    <message>
        <source>Nothing is kept: the results of this run go when the window closes. What you export stays where you save it.</source>
        <translation>不保留任何内容：本次运行的结果在关闭窗口时消失。您导出的内容留在您保存的位置。</translation>
    </message>
    <message>
        <source>In the protected records, and in no folder that anybody can read.</source>
        <translation>保存在受保护的记录中，不在任何人都能读取的文件夹中。</translation>
    </message>
    <message>
        <source>Results folder</source>
        <translation>结果文件夹</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Precision</source>
        <translation>计算精度(&amp;P)</translation>
    </message>
    <message>
        <source>Clinic mode</source>
        <translation>诊所模式</translation>
    </message>
    <message>
        <source>Recordings be&amp;gin and end by themselves when somebody walks</source>
        <translation>有人走动时录制自动开始和结束(&amp;G)</translation>
    </message>
    <message>
        <source>Spea&amp;k what is to be done</source>
        <translation>用语音说出该做什么(&amp;K)</translation>
    </message>
    <message>
        <source>Show the li&amp;ve picture as in a mirror</source>
        <translation>实时画面如镜中显示(&amp;V)</translation>
    </message>
    <message>
        <source>Keypoints</source>
        <translation>关键点</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>轮廓</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>颜色(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>Newer versions</source>
        <translation>新版本</translation>
    </message>
    <message>
        <source>Files on this computer</source>
        <translation>这台电脑上的文件</translation>
    </message>
    <message>
        <source>Choose another…</source>
        <translation>选择其他文件夹…</translation>
    </message>
    <message>
        <source>Choose another folder for results</source>
        <translation>选择其他结果文件夹</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>显示文件夹</translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message>
        <source>Measurements while walking</source>
        <translation>行走时的测量值</translation>
    </message>
</context>
<context>
    <name>SideCard</name>
    <message>
        <source>Open this result</source>
        <translation>打开此结果</translation>
    </message>
    <message>
        <source>Recording: {verdict}</source>
        <translation>视频：{verdict}</translation>
    </message>
</context>
<context>
    <name>Sides</name>
    <message>
        <source>L</source>
        <comment>the left side, as one letter on a picture</comment>
        <translation>左</translation>
    </message>
    <message>
        <source>R</source>
        <comment>the right side, as one letter on a picture</comment>
        <translation>右</translation>
    </message>
</context>
<context>
    <name>SignDialog</name>
    <message>
        <source>Sign this result</source>
        <translation>签署此结果</translation>
    </message>
    <message>
        <source>&amp;Sign</source>
        <translation>签名(&amp;S)</translation>
    </message>
    <message>
        <source>{name} signs: {outcome}. A signed result cannot be changed, only amended; name, time and meaning stand on every printed page.</source>
        <translation>{name} 签名：{outcome}。已签名的结果不能更改，只能修订；姓名、时间和签名含义会出现在每一份打印件上。</translation>
    </message>
    <message>
        <source>&amp;What the signature means (choose, or write your own):</source>
        <translation>签名的含义（选择或自己填写）(&amp;W)：</translation>
    </message>
    <message>
        <source>Your &amp;password, again:</source>
        <translation>再次输入您的密码(&amp;P)：</translation>
    </message>
    <message>
        <source>Say what your signature means: choose a sentence, or write your own.</source>
        <translation>请说明签名的含义：选择一句，或自己填写。</translation>
    </message>
    <message>
        <source>Type your password to sign.</source>
        <translation>请输入密码以签名。</translation>
    </message>
    <message>
        <source>The password is wrong. Check Caps Lock and the keyboard, and try again.</source>
        <translation>密码错误。请检查大写锁定键和键盘，然后重试。</translation>
    </message>
</context>
<context>
    <name>SilhouetteStrip</name>
    <message>
        <source>The child throughout the clip</source>
        <translation>视频中的受检者</translation>
    </message>
    <message>
        <source>Click to go there.</source>
        <translation>点击可跳转到该处。</translation>
    </message>
    <message>
        <source>Nobody was followed, so there is no outline to show.</source>
        <translation>没有跟踪到人，因此没有轮廓可显示。</translation>
    </message>
</context>
<context>
    <name>SimulateDialog</name>
    <message>
        <source>Simulated dataset</source>
        <translation>模拟数据集</translation>
    </message>
    <message>
        <source>&amp;Simulate</source>
        <translation>模拟(&amp;S)</translation>
    </message>
    <message>
        <source>Simulated walkers, each with a known asymmetry. Good for learning how the program works and for trying out training; what a model learns from them says nothing about real people, and its card says so.</source>
        <translation>模拟行走者，每人的不对称程度都是已知的。适合了解程序的用法和试做训练；模型从中学到的内容不能说明真人的情况，模型卡片也会写明。</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新文件夹</translation>
    </message>
    <message>
        <source>New &amp;folder</source>
        <translation>新文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;People</source>
        <translation>人数(&amp;P)</translation>
    </message>
    <message>
        <source>Each walks once; all classes are equally common.</source>
        <translation>每人走一次；各类别数量相同。</translation>
    </message>
    <message>
        <source>Per walk, at 15 a second: 45 are 3 s.</source>
        <translation>每段步行的帧数，每秒 15 帧：45 帧为 3 秒。</translation>
    </message>
    <message>
        <source>F&amp;rames</source>
        <translation>帧数(&amp;R)</translation>
    </message>
    <message>
        <source>S&amp;eed</source>
        <translation>种子(&amp;E)</translation>
    </message>
    <message>
        <source>The same seed gives the same people.</source>
        <translation>种子相同则人群相同。</translation>
    </message>
    <message>
        <source>Choose a new folder.</source>
        <translation>请选择一个新文件夹。</translation>
    </message>
</context>
<context>
    <name>SpeedButton</name>
    <message>
        <source>&amp;Measure at real speed</source>
        <translation>按实际速度测量(&amp;M)</translation>
    </message>
    <message>
        <source>Choose how many times slower than real time the video plays; it is then judged again.</source>
        <translation>请说明视频的播放速度是实际速度的几分之一；随后会重新判读。</translation>
    </message>
    <message>
        <source>Real speed</source>
        <translation>实际速度</translation>
    </message>
    <message>
        <source>{factor} times slower than real time</source>
        <translation>实际速度的 1/{factor}</translation>
    </message>
</context>
<context>
    <name>SplitDialog</name>
    <message>
        <source>Split “{name}”</source>
        <translation>划分“{name}”</translation>
    </message>
    <message>
        <source>&amp;Split</source>
        <translation>划分(&amp;S)</translation>
    </message>
    <message>
        <source>A &amp;new split</source>
        <translation>新的划分(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Complete an OpenGait partition</source>
        <translation>补全 OpenGait 的划分(&amp;C)</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>划分文件</translation>
    </message>
    <message>
        <source>Partitions (*.json)</source>
        <translation>划分文件 (*.json)</translation>
    </message>
    <message>
        <source>List of people</source>
        <translation>人员列表</translation>
    </message>
    <message>
        <source>Lists (*.csv)</source>
        <translation>列表 (*.csv)</translation>
    </message>
    <message>
        <source>subjects.csv in the dataset</source>
        <translation>数据集中的 subjects.csv</translation>
    </message>
    <message>
        <source>Its test set is kept; validation is taken from its training set.</source>
        <translation>保留其测试集；验证集从其训练集中切出。</translation>
    </message>
    <message>
        <source>CSV with the columns id and subject, which say which person each sequence shows.</source>
        <translation>含 id 和 subject 两列的 CSV，说明各序列属于谁。</translation>
    </message>
    <message>
        <source>S&amp;imilarity by</source>
        <translation>相似度依据(&amp;I)</translation>
    </message>
    <message>
        <source>Finds copies and excerpts in two parts; never the same person filmed twice.</source>
        <translation>能找到两部分中的副本和剪辑；找不到同一人的两次拍摄。</translation>
    </message>
    <message>
        <source>Shares count people. The same seed gives the same split.</source>
        <translation>比例按人数计。种子相同则划分相同。</translation>
    </message>
    <message>
        <source>By person: it is known which person each sequence shows, so nobody is in two parts, and the shares of the classes are kept.</source>
        <translation>按人划分：已知各序列属于谁，因此没有人同时出现在两部分中，且各类别比例保持不变。</translation>
    </message>
    <message>
        <source>By sequence, leakage possible: nothing says which person each sequence shows, so the same person may be in two parts. Add a list of people to split by person.</source>
        <translation>按序列划分，可能存在泄漏：没有信息说明各序列属于谁，同一人可能出现在两部分中。提供人员列表即可按人划分。</translation>
    </message>
    <message>
        <source>&amp;Partition</source>
        <translation>划分文件(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>测试(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;List of people</source>
        <translation>人员列表(&amp;L)</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>&amp;Validation</source>
        <translation>验证(&amp;V)</translation>
    </message>
    <message>
        <source>S&amp;eed</source>
        <translation>种子(&amp;E)</translation>
    </message>
    <message>
        <source>mean silhouettes</source>
        <translation>平均轮廓</translation>
    </message>
    <message>
        <source>Choose the partition.</source>
        <translation>请选择划分文件。</translation>
    </message>
    <message>
        <source>Leave at least 10 % for training.</source>
        <translation>请至少留 10 % 用于训练。</translation>
    </message>
</context>
<context>
    <name>StepDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>StepPicture</name>
    <message>
        <source>Nobody is seen here</source>
        <translation>此处看不到人</translation>
    </message>
</context>
<context>
    <name>Still</name>
    <message>
        <source>Picture of the person, seen from behind</source>
        <translation>受检者图片（从背后看）</translation>
    </message>
    <message>
        <source>Nobody was followed</source>
        <translation>未跟踪到任何人</translation>
    </message>
</context>
<context>
    <name>TableDialog</name>
    <message>
        <source>Export table</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>Only &amp;visits from</source>
        <translation>仅限就诊日期(&amp;V)：从</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>第一天</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最后一天</translation>
    </message>
    <message>
        <source>Choose &amp;file…</source>
        <translation>选择文件(&amp;F)…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>One row for each recording: outcome as it holds now, recording quality, each measurement with its range, scoliometer and referral.</source>
        <translation>每个视频一行：当前有效的结果、视频质量、各项测量值及其范围、脊柱侧弯测量尺读数和转诊。</translation>
    </message>
    <message>
        <source>It holds names. Keep the file as safe as the records.</source>
        <translation>其中包含姓名。请像保护档案一样保护该文件。</translation>
    </message>
    <message>
        <source>It holds no names and no notes. A number made up by the program stands for each patient.</source>
        <translation>其中不含姓名和备注。每位受检者由程序编造的编号代表。</translation>
    </message>
    <message>
        <source>&amp;Patients</source>
        <translation>受检者(&amp;P)</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>Excel 工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
</context>
<context>
    <name>TablesWiring</name>
    <message>
        <source>All patients</source>
        <translation>所有受检者</translation>
    </message>
    <message>
        <source>Those found by “{words}”</source>
        <translation>按“{words}”找到的受检者</translation>
    </message>
    <message>
        <source>The recordings on this list ({count})</source>
        <translation>此列表中的视频（{count}）</translation>
    </message>
    <message>
        <source>The chosen recordings ({count})</source>
        <translation>所选的视频（{count}）</translation>
    </message>
    <message>
        <source>Writing the table…</source>
        <translation>正在写入表格…</translation>
    </message>
    <message>
        <source>1 row was written to {name}.</source>
        <translation>已将 1 行写入 {name}。</translation>
    </message>
    <message>
        <source>{count} rows were written to {name}.</source>
        <translation>已将 {count} 行写入 {name}。</translation>
    </message>
    <message>
        <source>Show &amp;folder</source>
        <translation>显示文件夹(&amp;F)</translation>
    </message>
</context>
<context>
    <name>TakeoverDialog</name>
    <message>
        <source>Take over earlier results</source>
        <translation>接管以前的结果</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Counting what there is…</source>
        <translation>正在清点…</translation>
    </message>
    <message>
        <source>Each name becomes a patient, each result a recording with all its judgements. The children of a screening day become patients, with what was said about consent on that day. Everything is compared with its folder, byte for byte. Nothing is deleted.</source>
        <translation>每个姓名成为一位受检者，每个结果成为一段带有全部判断的视频。筛查日的儿童成为受检者，当天关于同意的答复一并保存。所有内容都与其文件夹逐字节比对。不会删除任何内容。</translation>
    </message>
    <message>
        <source>What was not taken over</source>
        <translation>未接管的内容</translation>
    </message>
    <message>
        <source>&amp;Take over</source>
        <translation>接管(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Erase what was taken over…</source>
        <translation>抹除已接管的内容(&amp;E)…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Recordings of nobody</source>
        <translation>没有归属的视频</translation>
    </message>
    <message>
        <source>C&amp;hoose the patient…</source>
        <translation>选择受检者(&amp;H)…</translation>
    </message>
    <message>
        <source>Whose are these recordings? They stay until it is said.</source>
        <translation>这些视频属于谁？在指明之前，它们留在原处。</translation>
    </message>
    <message>
        <source>There is nothing of earlier times to take over.</source>
        <translation>没有可接管的早期内容。</translation>
    </message>
    <message>
        <source>Of earlier times, in folders that are not protected: {what}.</source>
        <translation>早期内容位于未受保护的文件夹中：{what}。</translation>
    </message>
    <message>
        <source>1 result</source>
        <translation>1 个结果</translation>
    </message>
    <message>
        <source>{count} results</source>
        <translation>{count} 个结果</translation>
    </message>
    <message>
        <source>1 recording of the camera</source>
        <translation>1 段摄像头视频</translation>
    </message>
    <message>
        <source>{count} recordings of the camera</source>
        <translation>{count} 段摄像头视频</translation>
    </message>
    <message>
        <source>1 screening day</source>
        <translation>1 个筛查日</translation>
    </message>
    <message>
        <source>{count} screening days</source>
        <translation>{count} 个筛查日</translation>
    </message>
    <message>
        <source>{done} of {count}</source>
        <translation>{done}/{count}</translation>
    </message>
    <message>
        <source>The folders still hold what was taken over, readable for anybody who uses this computer. Erase it when you have seen that the records are complete.</source>
        <translation>这些文件夹中仍保留着已接管的内容，使用这台计算机的任何人都能读取。确认档案完整后，请将其抹除。</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>In the records: {what}.</source>
        <translation>已在档案中：{what}。</translation>
    </message>
    <message>
        <source>Not taken over, and left where it is:</source>
        <translation>未接管，仍留在原处：</translation>
    </message>
    <message>
        <source>Screening day</source>
        <translation>筛查日</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>without a date</source>
        <translation>无日期</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Whose recording</source>
        <translation>视频的归属</translation>
    </message>
    <message>
        <source>Whose is the recording of {date}?</source>
        <translation>{date} 的视频属于谁？</translation>
    </message>
    <message>
        <source>&amp;Choose</source>
        <translation>选择(&amp;C)</translation>
    </message>
    <message>
        <source>Erase what was taken over from its folders?</source>
        <translation>要从文件夹中抹除已接管的内容吗？</translation>
    </message>
    <message>
        <source>It is then in the records alone; this cannot be undone. Each is compared with the records once more before. On an SSD or a USB stick, remains may stay readable for somebody with special tools; only the encryption of the whole disk prevents that.</source>
        <translation>此后这些内容只存在于档案中；此操作无法撤销。抹除之前会再次逐一与档案比对。在固态硬盘或 U 盘上，残留数据仍可能被专用工具读取；只有整盘加密才能防止。</translation>
    </message>
    <message>
        <source>Erased from the folders: {what}.</source>
        <translation>已从文件夹中抹除：{what}。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stopped. What was taken over stays in the records; go on at any time.</source>
        <translation>已停止。已接管的结果保留在档案中；可随时继续。</translation>
    </message>
    <message>
        <source>Erase earlier results</source>
        <translation>抹除以前的结果</translation>
    </message>
    <message>
        <source>&amp;Erase</source>
        <translation>抹除(&amp;E)</translation>
    </message>
</context>
<context>
    <name>TaskRow</name>
    <message>
        <source>Working…</source>
        <translation>正在处理…</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>{count} complete steps</source>
        <translation>{count} 个完整步伐</translation>
    </message>
    <message>
        <source>Deciding moment: {moment}</source>
        <translation>关键时刻：{moment}</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} 秒</translation>
    </message>
</context>
<context>
    <name>TrailPart</name>
    <message>
        <source>&amp;From</source>
        <translation>从(&amp;F)</translation>
    </message>
    <message>
        <source>Audit trail</source>
        <translation>审计日志</translation>
    </message>
    <message>
        <source>&amp;Verify everything</source>
        <translation>全部核验(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>Write the chosen entries into a CSV file</source>
        <translation>将所选条目写入 CSV 文件</translation>
    </message>
    <message>
        <source>Entries are only ever added. They hold no name and no note, and stay when a patient is erased. Looking at a patient, a recording or a judgement is an entry, too.</source>
        <translation>条目只会增加，不含姓名和备注，清除受检者后仍保留。查看受检者、录制或判断也会记录一条。</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Patient number</source>
        <translation>受检者编号</translation>
    </message>
    <message>
        <source>All users</source>
        <translation>所有用户</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>第一天</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最后一天</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>The program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Checking each page, row, entry and recording…</source>
        <translation>正在检查每一页、每一行、每个条目和每段录制…</translation>
    </message>
    <message>
        <source>Export the audit trail</source>
        <translation>导出审计日志</translation>
    </message>
    <message>
        <source>audit-trail.csv</source>
        <translation>审计日志.csv</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Writing the table…</source>
        <translation>正在写入表格…</translation>
    </message>
</context>
<context>
    <name>TrailTable</name>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>About</source>
        <translation>对象</translation>
    </message>
</context>
<context>
    <name>TrainingForm</name>
    <message>
        <source>Choose a dataset.</source>
        <translation>请选择数据集。</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>数据增强</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Run and model</source>
        <translation>训练与模型</translation>
    </message>
    <message>
        <source>as in the network</source>
        <translation>按网络默认</translation>
    </message>
    <message>
        <source>as the losses require</source>
        <translation>按损失所需</translation>
    </message>
    <message>
        <source>all equal</source>
        <translation>全部相同</translation>
    </message>
    <message>
        <source>GPU, if available</source>
        <translation>GPU（如有）</translation>
    </message>
    <message>
        <source>as published</source>
        <translation>按文献</translation>
    </message>
    <message>
        <source>ours, with the side</source>
        <translation>我们的，带侧别</translation>
    </message>
    <message>
        <source>in shuffled epochs</source>
        <translation>按打乱的轮次</translation>
    </message>
    <message>
        <source>in random order</source>
        <translation>无序</translation>
    </message>
    <message>
        <source>consecutive</source>
        <translation>连续</translation>
    </message>
    <message>
        <source>half cosine</source>
        <translation>半个余弦</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>in the dataset</source>
        <translation>在数据集中</translation>
    </message>
    <message>
        <source>none: split by person</source>
        <translation>无：按人划分</translation>
    </message>
    <message>
        <source>none: one network</source>
        <translation>不分折：一个网络</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>PAV-guided attention</source>
        <translation>PAV 引导注意力</translation>
    </message>
    <message>
        <source>attention between two streams</source>
        <translation>双流之间的注意力</translation>
    </message>
    <message>
        <source>people</source>
        <translation>人</translation>
    </message>
    <message>
        <source>classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>by person</source>
        <translation>按人</translation>
    </message>
    <message>
        <source>by class, balanced</source>
        <translation>按类别，均衡</translation>
    </message>
    <message>
        <source>all of them</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>in steps</source>
        <translation>分段</translation>
    </message>
    <message>
        <source>macro F1</source>
        <translation>宏平均 F1</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>none, float32</source>
        <translation>无，float32</translation>
    </message>
    <message>
        <source>bf16 (not on this processor; on a GPU)</source>
        <translation>bf16（此处理器不支持；GPU 上可用）</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Choose a dataset, or simulated people.</source>
        <translation>请选择数据集或模拟人。</translation>
    </message>
    <message>
        <source>Name each class of the network once.</source>
        <translation>网络的每个类别都要写出，且只写一次。</translation>
    </message>
    <message>
        <source>Give one number for each class.</source>
        <translation>请为每个类别给出一个数。</translation>
    </message>
    <message>
        <source>An ensemble is made of finished models, not trained.</source>
        <translation>集成由训练完成的模型合成，不能直接训练。</translation>
    </message>
    <message>
        <source>Put the smaller number first.</source>
        <translation>较小的数在前。</translation>
    </message>
    <message>
        <source>The band must end below the row where it begins.</source>
        <translation>条带结束的行必须在其开始的行之下。</translation>
    </message>
    <message>
        <source>This is smaller than the number of frames per sequence.</source>
        <translation>小于每个序列的帧数。</translation>
    </message>
    <message>
        <source>Only consecutive frames can be skipped.</source>
        <translation>只有连续的帧才能跳过。</translation>
    </message>
    <message>
        <source>When all frames are used there is no largest number.</source>
        <translation>取全部帧时没有最大帧数。</translation>
    </message>
    <message>
        <source>Stopping early needs validations.</source>
        <translation>提前停止需要先启用验证。</translation>
    </message>
    <message>
        <source>A model that learned from simulated people is a demonstration.</source>
        <translation>由模拟人训练得到的模型只能是演示。</translation>
    </message>
    <message>
        <source>There are not that many classes to make groups of.</source>
        <translation>没有这么多类别可供分组。</translation>
    </message>
    <message>
        <source>There are not that many folds.</source>
        <translation>没有这么多折。</translation>
    </message>
    <message>
        <source>This network cannot combine its inputs in this way.</source>
        <translation>该网络不能以这种方式融合输入。</translation>
    </message>
    <message>
        <source>Expected: 1 to 64 letters, digits, dots, hyphens or underscores, starting with a letter or digit.</source>
        <translation>应为：1 到 64 个字母、数字、点、连字符或下划线，以字母或数字开头。</translation>
    </message>
    <message>
        <source>Expected: {what}.</source>
        <translation>应为：{what}。</translation>
    </message>
    <message>
        <source>This is required.</source>
        <translation>此项必填。</translation>
    </message>
    <message>
        <source>Expected: {names}, separated by commas.</source>
        <translation>应为：{names}，用逗号分隔。</translation>
    </message>
    <message>
        <source>Expected: numbers separated by commas, each {what}.</source>
        <translation>应为：用逗号分隔的数，每个{what}。</translation>
    </message>
    <message>
        <source>Expected: {count} numbers separated by commas, each {what}.</source>
        <translation>应为：{count} 个用逗号分隔的数，每个{what}。</translation>
    </message>
    <message>
        <source>between {low} and {high}</source>
        <translation>介于 {low} 和 {high} 之间</translation>
    </message>
    <message>
        <source>above {low}</source>
        <translation>大于 {low}</translation>
    </message>
    <message>
        <source>at least {low}</source>
        <translation>至少为 {low}</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>一个整数</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>一个数</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Preset: {value}</source>
        <translation>预设：{value}</translation>
    </message>
    <message>
        <source>{network} with signed vector</source>
        <translation>{network}，带符号向量</translation>
    </message>
    <message>
        <source>{network}, as published</source>
        <translation>{network}，发表版本</translation>
    </message>
    <message>
        <source>{network}, small (demo)</source>
        <translation>{network}，小型（演示）</translation>
    </message>
    <message>
        <source>{network}, small</source>
        <translation>{network}，小型</translation>
    </message>
</context>
<context>
    <name>TrainingModel</name>
    <message>
        <source>The run “{name}” was deleted.</source>
        <translation>训练“{name}”已删除。</translation>
    </message>
    <message>
        <source>Correct what is marked before you save it.</source>
        <translation>请先修正标出的内容再保存。</translation>
    </message>
    <message>
        <source>The configuration was saved as {file}.</source>
        <translation>配置已保存为 {file}。</translation>
    </message>
</context>
<context>
    <name>TrainingPage</name>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Open configuration</source>
        <translation>打开配置</translation>
    </message>
    <message>
        <source>Save configuration</source>
        <translation>保存配置</translation>
    </message>
    <message>
        <source>Fill in the form from a file like those in configs/</source>
        <translation>用 configs/ 中那样的文件填写表单</translation>
    </message>
    <message>
        <source>Save the form as a file for “scolioapp train”</source>
        <translation>把表单写成供“scolioapp train”使用的文件</translation>
    </message>
    <message>
        <source>Start trai&amp;ning</source>
        <translation>开始训练(&amp;N)</translation>
    </message>
    <message>
        <source>Looking for runs and presets…</source>
        <translation>正在查找训练和预设…</translation>
    </message>
    <message>
        <source>Open &amp;configuration…</source>
        <translation>打开配置(&amp;C)…</translation>
    </message>
    <message>
        <source>Sa&amp;ve configuration…</source>
        <translation>保存配置(&amp;V)…</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>This program comes without torch, which training needs. You can view runs; to train, install the extra “training” on a research computer.</source>
        <translation>本程序不含训练所需的 torch。可以查看已有的训练；要训练，请在研究用计算机上安装附加包“training”。</translation>
    </message>
    <message>
        <source>Training needs torch.</source>
        <translation>训练需要 torch。</translation>
    </message>
    <message>
        <source>Nothing was started: correct what is marked in the form.</source>
        <translation>没有启动：请修正表单中标出的内容。</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>“{name}” failed. {why}</source>
        <translation>“{name}”失败。{why}</translation>
    </message>
    <message>
        <source>S&amp;how output</source>
        <translation>显示输出(&amp;H)</translation>
    </message>
    <message>
        <source>Configurations (*.yaml *.yml)</source>
        <translation>配置 (*.yaml *.yml)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>TrainingRuns</name>
    <message>
        <source>starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>preparing data</source>
        <translation>准备数据</translation>
    </message>
    <message>
        <source>running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>simulated people</source>
        <translation>模拟人</translation>
    </message>
    <message>
        <source>{name} (simulated)</source>
        <translation>{name}（模拟）</translation>
    </message>
    <message>
        <source>{step} of {steps}</source>
        <translation>{step} / {steps}</translation>
    </message>
    <message>
        <source>macro F1 {value}</source>
        <translation>宏平均 F1 {value}</translation>
    </message>
    <message>
        <source>accuracy {value}</source>
        <translation>准确率 {value}</translation>
    </message>
    <message>
        <source>loss {value}</source>
        <translation>损失 {value}</translation>
    </message>
    <message>
        <source>{hours} h {minutes:02d} min</source>
        <translation>{hours} 小时 {minutes:02d} 分</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分钟</translation>
    </message>
    <message>
        <source>{minutes} min {seconds:02d} s</source>
        <translation>{minutes} 分 {seconds:02d} 秒</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
    <message>
        <source>trained for {time}</source>
        <translation>已训练 {time}</translation>
    </message>
    <message>
        <source>Training is starting; this takes a few seconds.</source>
        <translation>训练程序正在启动，需要几秒钟。</translation>
    </message>
    <message>
        <source>It pauses after the current step until you continue it.</source>
        <translation>它在当前步之后暂停，直到您让它继续。</translation>
    </message>
    <message>
        <source>Every person was judged by a network that never saw them; the networks together form one model.</source>
        <translation>每位受检者都由从未见过其本人的网络判断；所有网络合成一个模型。</translation>
    </message>
    <message>
        <source>The best network so far is from step {step}: {figure}.</source>
        <translation>目前最好的网络是第 {step} 步的：{figure}。</translation>
    </message>
    <message>
        <source>{count} folds</source>
        <translation>{count} 折</translation>
    </message>
    <message>
        <source>fold {number} of {count}</source>
        <translation>第 {number} 折，共 {count} 折</translation>
    </message>
    <message>
        <source>step {steps}</source>
        <translation>第 {steps} 步</translation>
    </message>
    <message>
        <source>The data is being read or simulated.</source>
        <translation>正在读取或模拟数据。</translation>
    </message>
    <message>
        <source>Started on {device}, with torch {torch}.</source>
        <translation>已在 {device} 上开始，torch {torch}。</translation>
    </message>
    <message>
        <source>Resumed from step {from} on {device}.</source>
        <translation>已在 {device} 上从第 {from} 步恢复。</translation>
    </message>
    <message>
        <source>Data ready after {seconds} s.</source>
        <translation>{seconds} 秒后数据就绪。</translation>
    </message>
    <message>
        <source>Fold {number} of {count} finished.</source>
        <translation>第 {number} 折（共 {count} 折）已完成。</translation>
    </message>
    <message>
        <source>Finished after {seconds} s of this process.</source>
        <translation>本进程用时 {seconds} 秒后完成。</translation>
    </message>
    <message>
        <source>On {people} out-of-fold people: {data}</source>
        <translation>{people} 位折外受检者：{data}</translation>
    </message>
    <message>
        <source>On {people} test people: {data}</source>
        <translation>在 {people} 名测试人员上：{data}</translation>
    </message>
    <message>
        <source>{name} {value} % ({low} to {high})</source>
        <translation>{name} {value}%（{low} 至 {high}）</translation>
    </message>
</context>
<context>
    <name>TrendCard</name>
    <message>
        <source>Over time</source>
        <translation>随时间的变化</translation>
    </message>
    <message>
        <source>Compare the newest visit with</source>
        <translation>将最近一次就诊与以下就诊比较</translation>
    </message>
    <message>
        <source>&amp;Side by side</source>
        <translation>并排播放(&amp;S)</translation>
    </message>
    <message>
        <source>Play the videos of both visits beside each other, in step</source>
        <translation>并排同步播放两次就诊的视频</translation>
    </message>
    <message>
        <source>Hide &amp;charts</source>
        <translation>隐藏图表(&amp;C)</translation>
    </message>
    <message>
        <source>Show &amp;charts</source>
        <translation>显示图表(&amp;C)</translation>
    </message>
    <message>
        <source>Nothing has been measured yet.</source>
        <translation>尚未测量。</translation>
    </message>
    <message>
        <source>One visit so far. What changed is shown here from the second visit on.</source>
        <translation>目前只有一次就诊。从第二次就诊起，这里会显示变化。</translation>
    </message>
    <message>
        <source>No measurement changed by more than its error.</source>
        <translation>没有任何测量值的变化超过其误差。</translation>
    </message>
    <message>
        <source>No two visits were measured in the same way: nothing to compare yet.</source>
        <translation>没有两次就诊的测量方式相同：暂无可比较的数值。</translation>
    </message>
    <message>
        <source>Click a point to open the visit; the arrow keys go along.</source>
        <translation>点击一个点可打开该次就诊；方向键可逐次移动。</translation>
    </message>
</context>
<context>
    <name>TrendPicture</name>
    <message>
        <source>Outcome of each visit</source>
        <translation>每次就诊的结果</translation>
    </message>
    <message>
        <source>Measurements over time</source>
        <translation>测量值随时间的变化</translation>
    </message>
</context>
<context>
    <name>TrustCard</name>
    <message>
        <source>How far to trust it</source>
        <translation>可信程度</translation>
    </message>
    <message>
        <source>Ho&amp;w often it is correct, if this share of the people screened has such features:</source>
        <translation>若受筛查者中有此比例的人具有此类特征，其判断正确的频率(&amp;W)：</translation>
    </message>
    <message>
        <source>Share of people with such features</source>
        <translation>有此类特征者的比例</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>撤销 (Ctrl+Z)</translation>
    </message>
</context>
<context>
    <name>UnfinishedList</name>
    <message>
        <source>Interrupted recordings</source>
        <translation>被中断的视频</translation>
    </message>
    <message>
        <source>The program ended before anybody decided about these.</source>
        <translation>在有人决定如何处理这些视频之前，程序已经结束。</translation>
    </message>
    <message>
        <source>{when}, {seconds} s</source>
        <translation>{when}，{seconds} 秒</translation>
    </message>
    <message>
        <source>Child {number}: {rest}</source>
        <translation>孩子 {number}：{rest}</translation>
    </message>
    <message>
        <source>Keep and analyse</source>
        <translation>保留并分析</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
</context>
<context>
    <name>Unlocking</name>
    <message>
        <source>Too many wrong passwords. Try again in {time}. If the password is lost, use the recovery key.</source>
        <translation>密码错误次数过多。请在 {time} 后重试。如果忘记密码，请使用恢复密钥。</translation>
    </message>
    <message>
        <source>Only an administrator can let them in knowingly.</source>
        <translation>只有管理员可以在知情的情况下放行。</translation>
    </message>
</context>
<context>
    <name>UnsavedBox</name>
    <message>
        <source>Results are not saved</source>
        <translation>结果未保存</translation>
    </message>
    <message>
        <source>{count} results could not be saved and will be lost when you close the window.</source>
        <translation>{count} 个结果无法保存，关闭窗口后将会丢失。</translation>
    </message>
    <message>
        <source>One result could not be saved and will be lost when you close the window.</source>
        <translation>有一个结果无法保存，关闭窗口后将会丢失。</translation>
    </message>
    <message>
        <source>Free some space or choose another folder under Settings, then save.</source>
        <translation>请释放一些空间，或在设置中选择其他文件夹，然后保存。</translation>
    </message>
    <message>
        <source>Try &amp;saving again</source>
        <translation>再次尝试保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Close anyway</source>
        <translation>仍然关闭(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Keep the window open</source>
        <translation>保持窗口打开(&amp;K)</translation>
    </message>
</context>
<context>
    <name>Updates</name>
    <message>
        <source>Not checked since the program started.</source>
        <translation>程序启动后尚未检查过。</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>This is the newest version.</source>
        <translation>当前已是最新版本。</translation>
    </message>
    <message>
        <source>Version {version} is available; this is {own}.</source>
        <translation>有新版本 {version}；当前版本是 {own}。</translation>
    </message>
    <message>
        <source>The address could not be reached. Try again when you are online.</source>
        <translation>无法连接到该地址。请在网络可用时重试。</translation>
    </message>
    <message>
        <source>The answer could not be read, so it is not known whether there is a newer version.</source>
        <translation>无法读取应答，因此不知道是否有新版本。</translation>
    </message>
    <message>
        <source>Open its &amp;page</source>
        <translation>打开其页面(&amp;P)</translation>
    </message>
</context>
<context>
    <name>UsersDialog</name>
    <message>
        <source>Users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>&amp;Add a user…</source>
        <translation>添加用户(&amp;A)…</translation>
    </message>
    <message>
        <source>Change the &amp;role…</source>
        <translation>更改角色(&amp;R)…</translation>
    </message>
    <message>
        <source>Set a new &amp;password…</source>
        <translation>设置新密码(&amp;P)…</translation>
    </message>
    <message>
        <source>Re&amp;move…</source>
        <translation>移除(&amp;M)…</translation>
    </message>
    <message>
        <source>New recovery &amp;key…</source>
        <translation>新的恢复密钥(&amp;K)…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Whoever is removed can unlock nothing any more; what was done and signed stays under the same name.</source>
        <translation>被移除的用户不能再解锁任何内容；其所做和所签的内容仍保留在原来的姓名下。</translation>
    </message>
    <message>
        <source>Remove {name}?</source>
        <translation>移除 {name}？</translation>
    </message>
    <message>
        <source>Remove a user</source>
        <translation>移除用户</translation>
    </message>
    <message>
        <source>The password opens nothing any more, and the user cannot come back under this entry. What the user did and signed stays.</source>
        <translation>密码将不再有效，该用户也不能以此条目恢复。其所做和所签的内容会保留。</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>移除(&amp;M)</translation>
    </message>
    <message>
        <source>New recovery key</source>
        <translation>新的恢复密钥</translation>
    </message>
    <message>
        <source>Make a new recovery key?</source>
        <translation>要生成新的恢复密钥吗？</translation>
    </message>
    <message>
        <source>The one that was printed before opens nothing any more.</source>
        <translation>之前打印的密钥将不再有效。</translation>
    </message>
    <message>
        <source>&amp;Make a new key</source>
        <translation>生成新密钥(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
</context>
<context>
    <name>UsersModel</name>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>添加日期</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>移除日期</translation>
    </message>
    <message>
        <source>{login} (you)</source>
        <translation>{login}（您）</translation>
    </message>
</context>
<context>
    <name>ValidateDialog</name>
    <message>
        <source>Mark “{name}” as validated</source>
        <translation>将“{name}”标记为已验证</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>选择(&amp;C)…</translation>
    </message>
    <message>
        <source>First and last name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Mark as &amp;validated</source>
        <translation>标记为已验证(&amp;V)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The report from an evaluation (.json)</source>
        <translation>评估写出的报告 (.json)</translation>
    </message>
    <message>
        <source>With this, a named person declares that this model was evaluated on recordings of people, and that its figures are good enough for its intended use. From then on its results no longer carry the notice “Research model”; they name this person and show the figures of the report.</source>
        <translation>由此，署名者声明：此模型已在真人视频上评估，且其指标足以满足实际用途。此后，其结果不再带有“研究用模型”的说明，而是写明署名者并显示报告中的指标。</translation>
    </message>
    <message>
        <source>The report must be about exactly these weights and this class order, and about people, not simulated walkers. It is kept with the model. A demonstration model can never be validated.</source>
        <translation>报告必须针对完全相同的权重和类别顺序，且针对真人，而不是模拟行走者。报告与模型一同保存。演示模型永远不能标记为已验证。</translation>
    </message>
    <message>
        <source>Evaluation &amp;report</source>
        <translation>评估报告(&amp;R)</translation>
    </message>
    <message>
        <source>Responsible &amp;person</source>
        <translation>负责人(&amp;P)</translation>
    </message>
    <message>
        <source>Checking the model and its report…</source>
        <translation>正在核对模型及其报告…</translation>
    </message>
    <message>
        <source>Choose evaluation report</source>
        <translation>选择评估报告</translation>
    </message>
    <message>
        <source>Evaluation reports (*.json)</source>
        <translation>评估报告 (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>VerdictCard</name>
    <message>
        <source>Seen while recording. The exact analysis follows when it is kept.</source>
        <translation>这是录制时所见。保留后会进行精确分析。</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>已录制</translation>
    </message>
    <message>
        <source>Better repeat it</source>
        <translation>最好重录</translation>
    </message>
    <message>
        <source>Usable with care</source>
        <translation>可谨慎使用</translation>
    </message>
    <message>
        <source>Looks good</source>
        <translation>看起来不错</translation>
    </message>
</context>
<context>
    <name>VerticalBar</name>
    <message>
        <source>Check that the plumb line is upright.</source>
        <translation>请检查铅垂线是否竖直。</translation>
    </message>
    <message>
        <source>Now click its other end.</source>
        <translation>现在点击它的另一端。</translation>
    </message>
    <message>
        <source>Click both ends of something upright, such as a door frame. A second one elsewhere tells more.</source>
        <translation>点击竖直物体（例如门框）的两端。在别处再画一条会更准确。</translation>
    </message>
    <message>
        <source>Set the vertical</source>
        <translation>设定铅垂方向</translation>
    </message>
    <message>
        <source>Measure ag&amp;ain</source>
        <translation>重新测量(&amp;A)</translation>
    </message>
    <message>
        <source>Un&amp;do</source>
        <translation>撤销(&amp;D)</translation>
    </message>
    <message>
        <source>Take the last end back (Ctrl+Z)</source>
        <translation>撤销最后一个端点 (Ctrl+Z)</translation>
    </message>
    <message>
        <source>As the &amp;program found</source>
        <translation>按程序找到的(&amp;P)</translation>
    </message>
    <message>
        <source>Measure again against the vertical that the program found</source>
        <translation>以程序找到的铅垂方向重新测量</translation>
    </message>
    <message>
        <source>&amp;Leave it out</source>
        <translation>不考虑(&amp;L)</translation>
    </message>
    <message>
        <source>Measure again against the edges of the picture; intervals become wider</source>
        <translation>以画面边缘为准重新测量；区间会变宽</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Leave the vertical as it was (Esc)</source>
        <translation>保持原来的铅垂方向 (Esc)</translation>
    </message>
</context>
<context>
    <name>VideoCanvas</name>
    <message>
        <source>Video with overlay</source>
        <translation>带叠加的视频</translation>
    </message>
</context>
<context>
    <name>VideoImportDialog</name>
    <message>
        <source>Whose video is it?</source>
        <translation>这是谁的视频？</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>就诊日期</translation>
    </message>
    <message>
        <source>&amp;Keep the video, encrypted, in the records</source>
        <translation>将视频加密保存在档案中(&amp;K)</translation>
    </message>
    <message>
        <source>Copying into the records</source>
        <translation>正在复制到档案中</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Given by, such as mother</source>
        <translation>同意人，例如母亲</translation>
    </message>
    <message>
        <source>Who gave the consent</source>
        <translation>谁给予的同意</translation>
    </message>
    <message>
        <source>Recording and screening</source>
        <translation>拍摄与筛查</translation>
    </message>
    <message>
        <source>What the consent is for</source>
        <translation>同意的用途</translation>
    </message>
    <message>
        <source>Until 2027-07-31</source>
        <translation>至 2027-07-31</translation>
    </message>
    <message>
        <source>Until when the consent holds</source>
        <translation>同意的有效期</translation>
    </message>
    <message>
        <source>No consent for recordings is noted for this patient. Note it here:</source>
        <translation>该受检者没有记录拍摄同意。请在此记录：</translation>
    </message>
    <message>
        <source>&amp;Visit</source>
        <translation>就诊(&amp;V)</translation>
    </message>
    <message>
        <source>Without it only numbers, silhouettes and keypoints are kept; the file stays where it is.</source>
        <translation>否则只保存数值、轮廓和关键点；文件留在原处。</translation>
    </message>
    <message>
        <source>Whose video is “{name}”?</source>
        <translation>“{name}”是谁的视频？</translation>
    </message>
    <message>
        <source>Video {place} of {count}: whose is “{name}”?</source>
        <translation>第 {place} 个视频，共 {count} 个：“{name}”是谁的？</translation>
    </message>
    <message>
        <source>All {count} videos that are left show this person</source>
        <translation>其余 {count} 个视频都是这个人</translation>
    </message>
    <message>
        <source>Today, {date}</source>
        <translation>今天，{date}</translation>
    </message>
    <message>
        <source>Screen for {name}</source>
        <translation>为 {name} 筛查</translation>
    </message>
    <message>
        <source>Next, after {name}</source>
        <translation>下一个({name} 之后)</translation>
    </message>
    <message>
        <source>Without a consent the video is not taken in. Write who gave it, and for what.</source>
        <translation>没有同意就不能收入该视频。请写明谁同意、用于什么。</translation>
    </message>
    <message>
        <source>Write the last day on which the consent holds as 2027-07-31, or leave it empty.</source>
        <translation>请将同意的最后有效日写成 2027-07-31 的形式，或留空。</translation>
    </message>
</context>
<context>
    <name>VisitCard</name>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Change date and notes of this visit</source>
        <translation>更改此次就诊的日期和备注</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete this visit: nothing was recorded, and no findings were written</source>
        <translation>删除此次就诊：没有视频，也没有填写检查所见</translation>
    </message>
    <message>
        <source>Import video…</source>
        <translation>导入视频…</translation>
    </message>
    <message>
        <source>Visit of {date}</source>
        <translation>{date} 的就诊</translation>
    </message>
    <message>
        <source>Findings…</source>
        <translation>检查所见…</translation>
    </message>
    <message>
        <source>Write findings…</source>
        <translation>填写检查所见…</translation>
    </message>
    <message>
        <source>No findings of the examiner yet.</source>
        <translation>检查者还没有填写所见。</translation>
    </message>
</context>
<context>
    <name>VisitDialog</name>
    <message>
        <source>New visit</source>
        <translation>新就诊</translation>
    </message>
    <message>
        <source>Change the visit</source>
        <translation>更改就诊</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Date</source>
        <translation>日期(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Notes</source>
        <translation>备注(&amp;N)</translation>
    </message>
</context>
<context>
    <name>VisitsOpener</name>
    <message>
        <source>Opening both visits…</source>
        <translation>正在打开两次就诊…</translation>
    </message>
</context>
<context>
    <name>VisitsPage</name>
    <message>
        <source>{name}: two visits side by side</source>
        <translation>{name}：两次就诊并排对比</translation>
    </message>
    <message>
        <source>Visit of {date}</source>
        <translation>{date} 的就诊</translation>
    </message>
    <message>
        <source>Both recordings are the same video: this comparison says nothing.</source>
        <translation>两者是同一段视频：此比较没有意义。</translation>
    </message>
    <message>
        <source>The outcomes are of different models and cannot be compared with each other.</source>
        <translation>两次结果由不同的模型得出，不能互相比较。</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>A change is said where two values are further apart than their 95 % intervals can explain together. Of twenty comparisons one may come out so by chance alone.</source>
        <translation>只有当两个数值的差超出两者 95 % 区间合起来所能解释的范围时，才称为变化。二十次比较中，可能有一次仅因偶然而如此。</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
</context>
<context>
    <name>WhyCard</name>
    <message>
        <source>Why (body levels)</source>
        <translation>判读依据（身体部位）</translation>
    </message>
    <message>
        <source>Previous deciding moment</source>
        <translation>前一个关键时刻</translation>
    </message>
    <message>
        <source>Next deciding moment</source>
        <translation>后一个关键时刻</translation>
    </message>
</context>
<context>
    <name>WhyPicture</name>
    <message>
        <source>little</source>
        <translation>少</translation>
    </message>
    <message>
        <source>much</source>
        <translation>多</translation>
    </message>
</context>
<context>
    <name>WithdrawDialog</name>
    <message>
        <source>Withdraw the consent</source>
        <translation>撤回同意</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>撤回(&amp;W)</translation>
    </message>
    <message>
        <source>{who} gave it on {date}. The entry stays; no recording is made after this day.</source>
        <translation>{who}于{date}同意。该条目会保留；此日之后不再录制。</translation>
    </message>
    <message>
        <source>Does not hold from</source>
        <translation>失效日期</translation>
    </message>
</context>
<context>
    <name>WorklistDialog</name>
    <message>
        <source>From the worklist</source>
        <translation>来自工作列表</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>&amp;Ask</source>
        <translation>查询(&amp;A)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Worklist</source>
        <translation>工作列表(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Day</source>
        <translation>日期(&amp;D)</translation>
    </message>
    <message>
        <source>The hospital is asked for its numbers, names, dates of birth and orders of that day. You see the list before anything is kept.</source>
        <translation>将向医院查询当天的编号、姓名、出生日期和检查申请。在保存任何内容之前，您会先看到列表。</translation>
    </message>
    <message>
        <source>Only what is planned for {title}</source>
        <translation>仅限为 {title} 安排的内容</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>正在询问…</translation>
    </message>
</context>
<context>
    <name>WorklistImport</name>
    <message>
        <source>1 row cannot be taken; have the hospital correct it, and ask again:</source>
        <translation>有 1 行无法采用；请让医院更正后重新查询：</translation>
    </message>
    <message>
        <source>{rows} rows cannot be taken; have the hospital correct them, and ask again:</source>
        <translation>有 {rows} 行无法采用；请让医院更正后重新查询：</translation>
    </message>
</context>
<context>
    <name>_Asking</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>% of body height</source>
        <translation>% 身高</translation>
    </message>
    <message>
        <source>A GPU was asked for, but this build of torch ({version}) finds none.</source>
        <translation>要求使用 GPU，但此版本的 torch ({version}) 没有找到 GPU。</translation>
    </message>
    <message>
        <source>A dataset in the Scoliosis1K layout.</source>
        <translation>Scoliosis1K 格式的数据集。</translation>
    </message>
    <message>
        <source>A frame of shape {shape} does not fit the video “{name}”.</source>
        <translation>形状为 {shape} 的帧与视频“{name}”不符。</translation>
    </message>
    <message>
        <source>A rate of {rate} frames a second cannot be read.</source>
        <translation>无法以每秒 {rate} 帧读取。</translation>
    </message>
    <message>
        <source>A recording without these features does not rule out scoliosis.</source>
        <translation>视频中未检出这些特征，并不能排除脊柱侧弯。</translation>
    </message>
    <message>
        <source>A video of {width} x {height} pixels at {fps} frames a second cannot be written.</source>
        <translation>无法写入 {width} x {height} 像素、每秒 {fps} 帧的视频。</translation>
    </message>
    <message>
        <source>Add it.</source>
        <translation>请补上。</translation>
    </message>
    <message>
        <source>Add the class to class_order, or choose a dataset without it.</source>
        <translation>请将该类别加入 class_order，或选择不含该类别的数据集。</translation>
    </message>
    <message>
        <source>Arm swing</source>
        <translation>摆臂</translation>
    </message>
    <message>
        <source>Blurred</source>
        <translation>画面模糊</translation>
    </message>
    <message>
        <source>Body cut off at the side</source>
        <translation>身体侧边被截断</translation>
    </message>
    <message>
        <source>Borderline features</source>
        <translation>临界特征</translation>
    </message>
    <message>
        <source>Borderline: {percent} of 100</source>
        <translation>临界：{percent}/100</translation>
    </message>
    <message>
        <source>Camera tilted</source>
        <translation>摄像机倾斜</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Check that the file belongs to this kind of network.</source>
        <translation>请检查该文件是否属于这种网络。</translation>
    </message>
    <message>
        <source>Check that the file exists and may be read.</source>
        <translation>请检查文件是否存在、是否可以读取。</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>请检查路径。</translation>
    </message>
    <message>
        <source>Check whether it was moved, renamed or is on a drive that is not connected.</source>
        <translation>请检查它是否被移动、改名，或所在的磁盘未连接。</translation>
    </message>
    <message>
        <source>Checking this computer</source>
        <translation>检查这台电脑</translation>
    </message>
    <message>
        <source>Choose a checkpoint of ScoNet or ScoNet-MT.</source>
        <translation>请选择 ScoNet 或 ScoNet-MT 的检查点。</translation>
    </message>
    <message>
        <source>Choose a file that exists and that you may open.</source>
        <translation>请选择存在且您有权打开的文件。</translation>
    </message>
    <message>
        <source>Choose a folder with a card and weights, or import a checkpoint.</source>
        <translation>请选择含有模型卡和权重的文件夹，或导入检查点。</translation>
    </message>
    <message>
        <source>Choose a model that you imported or trained.</source>
        <translation>请选择您导入或训练的模型。</translation>
    </message>
    <message>
        <source>Choose a number from 1 to {count}.</source>
        <translation>请选择 1 到 {count} 之间的数字。</translation>
    </message>
    <message>
        <source>Choose a number such as 2, 4 or 8, or auto.</source>
        <translation>请选择 2、4 或 8 之类的数字，或 auto。</translation>
    </message>
    <message>
        <source>Choose a number such as 2, 4 or 8.</source>
        <translation>请选择 2、4 或 8 之类的数字。</translation>
    </message>
    <message>
        <source>Choose a rate above 0.</source>
        <translation>请选择大于 0 的帧率。</translation>
    </message>
    <message>
        <source>Choose a size up to 8192 pixels and a rate up to 1000.</source>
        <translation>请选择不超过 8192 像素的尺寸和不超过 1000 的帧率。</translation>
    </message>
    <message>
        <source>Choose a video file inside it.</source>
        <translation>请选择其中的视频文件。</translation>
    </message>
    <message>
        <source>Choose a video file.</source>
        <translation>请选择视频文件。</translation>
    </message>
    <message>
        <source>Choose a “.gait.npz” file, or screen the video again.</source>
        <translation>请选择“.gait.npz”文件，或重新筛查视频。</translation>
    </message>
    <message>
        <source>Choose another dataset, or check it.</source>
        <translation>请选择其他数据集，或检查该数据集。</translation>
    </message>
    <message>
        <source>Choose another dataset.</source>
        <translation>请选择其他数据集。</translation>
    </message>
    <message>
        <source>Choose another folder with --out.</source>
        <translation>请用 --out 选择其他文件夹。</translation>
    </message>
    <message>
        <source>Choose another folder, or free some space, and try again.</source>
        <translation>请选择其他文件夹，或腾出一些空间后重试。</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>请选择其他文件夹。</translation>
    </message>
    <message>
        <source>Choose another model or dataset.</source>
        <translation>请选择其他模型或数据集。</translation>
    </message>
    <message>
        <source>Choose another name, or remove the folder.</source>
        <translation>请换一个名称，或移除该文件夹。</translation>
    </message>
    <message>
        <source>Choose another name, such as “{name}”.</source>
        <translation>请选择另一个名称，例如“{name}”。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请换一个名称。</translation>
    </message>
    <message>
        <source>Choose another precision.</source>
        <translation>请选择其他计算精度。</translation>
    </message>
    <message>
        <source>Choose the folder of the other network.</source>
        <translation>请选择另一个网络的文件夹。</translation>
    </message>
    <message>
        <source>Choose the pickle of one sequence.</source>
        <translation>请选择单个序列的 pickle 文件。</translation>
    </message>
    <message>
        <source>Choose the video itself, saved on this computer.</source>
        <translation>请选择保存在这台电脑上的视频本身。</translation>
    </message>
    <message>
        <source>Choose torch, or another precision.</source>
        <translation>请选择 torch 或其他计算精度。</translation>
    </message>
    <message>
        <source>Choose “automatic” or “processor”, or install the extra “gpu” instead of “cpu”.</source>
        <translation>请选择“自动”或“处理器”，或安装可选组件“gpu”以代替“cpu”。</translation>
    </message>
    <message>
        <source>Classes are Positive, Neutral and Negative.</source>
        <translation>类别为 Positive、Neutral 和 Negative。</translation>
    </message>
    <message>
        <source>Classes are negative, neutral and positive.</source>
        <translation>类别为 negative、neutral 和 positive。</translation>
    </message>
    <message>
        <source>Close other programs before screening.</source>
        <translation>筛查前请关闭其他程序。</translation>
    </message>
    <message>
        <source>Close other programs that use its files and try again.</source>
        <translation>请关闭正在使用其文件的其他程序，然后重试。</translation>
    </message>
    <message>
        <source>Connect its disk, or choose another dataset.</source>
        <translation>请连接其磁盘，或选择其他数据集。</translation>
    </message>
    <message>
        <source>Connect its disk, or choose another one under Data.</source>
        <translation>请连接其磁盘，或在数据下另选一个。</translation>
    </message>
    <message>
        <source>Convert it to 1920 x 1080 pixels and try again.</source>
        <translation>请转换为 1920 x 1080 像素后重试。</translation>
    </message>
    <message>
        <source>Convert it to mp4 (H.264) and try again.</source>
        <translation>请转换为 mp4 (H.264) 后重试。</translation>
    </message>
    <message>
        <source>Convert it to mp4 (H.264), or film without Dolby Vision.</source>
        <translation>请转换为 mp4 (H.264)，或拍摄时关闭杜比视界。</translation>
    </message>
    <message>
        <source>Copy it from the camera again, or convert it to mp4 (H.264).</source>
        <translation>请从摄像机重新复制，或转换为 mp4 (H.264)。</translation>
    </message>
    <message>
        <source>Copy it to this computer and try again.</source>
        <translation>请复制到这台电脑后重试。</translation>
    </message>
    <message>
        <source>Copy or install the file again, or choose another model folder.</source>
        <translation>请重新复制或安装该文件，或选择其他模型文件夹。</translation>
    </message>
    <message>
        <source>Copy or install the file again.</source>
        <translation>请重新复制或安装该文件。</translation>
    </message>
    <message>
        <source>Delete the folder of this fold, then resume the run.</source>
        <translation>请删除该折的文件夹，然后继续该训练。</translation>
    </message>
    <message>
        <source>Delete those results first, on the Results page of the window.</source>
        <translation>请先在窗口的结果页删除这些结果。</translation>
    </message>
    <message>
        <source>Did you mean “{nearest}”?</source>
        <translation>您是指“{nearest}”吗？</translation>
    </message>
    <message>
        <source>Each fold</source>
        <translation>各折</translation>
    </message>
    <message>
        <source>Eight-bit copies of networks cannot be made: {reason}.</source>
        <translation>无法制作网络的八位副本：{reason}。</translation>
    </message>
    <message>
        <source>Empty frames are not used for training.</source>
        <translation>空白帧不会用于训练。</translation>
    </message>
    <message>
        <source>Evaluate the model again.</source>
        <translation>请重新评估模型。</translation>
    </message>
    <message>
        <source>Evaluate the model on recordings of people.</source>
        <translation>请在真人视频上评估此模型。</translation>
    </message>
    <message>
        <source>Evaluation of {model} over {count} folds</source>
        <translation>{model} 的 {count} 折评估</translation>
    </message>
    <message>
        <source>Examine the back: forward-bend test with a scoliometer. Refer when the trunk rotation reaches your service&apos;s own threshold (commonly 5 to 7 degrees).</source>
        <translation>检查背部：用脊柱侧弯测量尺做前屈试验。躯干旋转角度达到您所在机构自己的阈值（通常为 5 至 7 度）时，请转诊。</translation>
    </message>
    <message>
        <source>Features associated with scoliosis detected</source>
        <translation>检出与脊柱侧弯相关的特征</translation>
    </message>
    <message>
        <source>Feet cut off</source>
        <translation>脚被截断</translation>
    </message>
    <message>
        <source>Figures of each fold</source>
        <translation>各折的数值</translation>
    </message>
    <message>
        <source>File damaged</source>
        <translation>文件损坏</translation>
    </message>
    <message>
        <source>Film a longer walk: at least six steps with the whole body in the picture.</source>
        <translation>请拍摄更长的行走：至少六步，全身都在画面内。</translation>
    </message>
    <message>
        <source>Finding people</source>
        <translation>查找人</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>For research and education. Not a cleared medical device; not a diagnosis.</source>
        <translation>供研究和教学使用。不是获准上市的医疗器械；不是诊断。</translation>
    </message>
    <message>
        <source>From file to result in {seconds} seconds.</source>
        <translation>从文件到结果用时 {seconds} 秒。</translation>
    </message>
    <message>
        <source>Full precision.</source>
        <translation>全精度。</translation>
    </message>
    <message>
        <source>Give frames, 17 COCO keypoints, and x, y and score of each.</source>
        <translation>请给出帧、17 个 COCO 关键点，以及每个关键点的 x、y 和得分。</translation>
    </message>
    <message>
        <source>Give the mask as 0 outside the person and 255 inside, type uint8.</source>
        <translation>请给出人以外为 0、人以内为 255 的掩膜，类型为 uint8。</translation>
    </message>
    <message>
        <source>Give your full name.</source>
        <translation>请填写您的全名。</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>显卡</translation>
    </message>
    <message>
        <source>Half precision (bf16)</source>
        <translation>半精度 (bf16)</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>头部</translation>
    </message>
    <message>
        <source>Head cut off</source>
        <translation>头被截断</translation>
    </message>
    <message>
        <source>Head offset</source>
        <translation>头部偏移</translation>
    </message>
    <message>
        <source>Hip tilt</source>
        <translation>骨盆倾斜</translation>
    </message>
    <message>
        <source>Import it again, or remove it on the Models page.</source>
        <translation>请重新导入，或在模型页面将其移除。</translation>
    </message>
    <message>
        <source>Imported from an OpenGait checkpoint.</source>
        <translation>从 OpenGait 检查点导入。</translation>
    </message>
    <message>
        <source>Install the extra “cpu” (or “gpu”): pip install “scolioapp[cpu]”.</source>
        <translation>请安装可选组件“cpu”（或“gpu”）：pip install “scolioapp[cpu]”。</translation>
    </message>
    <message>
        <source>It has no card.</source>
        <translation>它没有模型卡。</translation>
    </message>
    <message>
        <source>It needs the columns “id” and “subject”.</source>
        <translation>需要“id”和“subject”两列。</translation>
    </message>
    <message>
        <source>It needs the lists TRAIN_SET and TEST_SET.</source>
        <translation>需要 TRAIN_SET 和 TEST_SET 两个列表。</translation>
    </message>
    <message>
        <source>Its answer is not shown: examine the back, or choose a model made for such recordings.</source>
        <translation>不显示其判读结果：请检查背部，或选择适用于此类视频的模型。</translation>
    </message>
    <message>
        <source>Keypoints must be an array of numbers; this is {kind}.</source>
        <translation>关键点必须是数字数组；现在的是 {kind}。</translation>
    </message>
    <message>
        <source>Keypoints must have the shape T, 17, 3; this is {shape}.</source>
        <translation>关键点的形状必须是 T, 17, 3；现在的是 {shape}。</translation>
    </message>
    <message>
        <source>Known keys: {known}.</source>
        <translation>已知的键：{known}。</translation>
    </message>
    <message>
        <source>Lateral shift</source>
        <translation>躯干侧移</translation>
    </message>
    <message>
        <source>Like the recordings the model learned from.</source>
        <translation>与模型训练所用的视频相似。</translation>
    </message>
    <message>
        <source>Lower legs</source>
        <translation>小腿</translation>
    </message>
    <message>
        <source>1 - specificity</source>
        <translation>1 - 特异度</translation>
    </message>
    <message>
        <source>10 to 12 years</source>
        <translation>10 至 12 岁</translation>
    </message>
    <message>
        <source>13 to 15 years</source>
        <translation>13 至 15 岁</translation>
    </message>
    <message>
        <source>16 years and over</source>
        <translation>16 岁及以上</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Ask the administrator.</source>
        <translation>请联系管理员。</translation>
    </message>
    <message>
        <source>Blur {blur} of 1; sharp pictures have 0.3 or less.</source>
        <translation>模糊度 {blur}（最大为 1）；清晰画面为 0.3 或更低。</translation>
    </message>
    <message>
        <source>Brier score, all classes</source>
        <translation>Brier 分数，所有类别</translation>
    </message>
    <message>
        <source>Brier score, positive</source>
        <translation>Brier 分数，侧弯样</translation>
    </message>
    <message>
        <source>Brier score, positive or neutral</source>
        <translation>Brier 分数，侧弯样或临界</translation>
    </message>
    <message>
        <source>C7 over the ankles</source>
        <translation>C7 相对脚踝</translation>
    </message>
    <message>
        <source>C7 over the hips</source>
        <translation>C7 相对骨盆</translation>
    </message>
    <message>
        <source>Calibrate a copy that is not validated, then evaluate and validate that.</source>
        <translation>请校准一个未标记为已验证的副本，然后评估并验证该副本。</translation>
    </message>
    <message>
        <source>Calibration error (ECE) of the answer</source>
        <translation>判读结果的校准误差 (ECE)</translation>
    </message>
    <message>
        <source>Calibration error (ECE), positive</source>
        <translation>校准误差 (ECE)，侧弯样</translation>
    </message>
    <message>
        <source>Calibration error (ECE), positive or neutral</source>
        <translation>校准误差 (ECE)，侧弯样或临界</translation>
    </message>
    <message>
        <source>Check that the folder exists and may be read.</source>
        <translation>请检查该文件夹是否存在、是否可读。</translation>
    </message>
    <message>
        <source>Check the dataset: scolioapp dataset check.</source>
        <translation>请检查数据集：scolioapp dataset check。</translation>
    </message>
    <message>
        <source>Choose a new folder.</source>
        <translation>请选择一个新文件夹。</translation>
    </message>
    <message>
        <source>Choose batches.groups and batches.each so that their product is a multiple of the number of processes.</source>
        <translation>请设置 batches.groups 和 batches.each，使两者的乘积是进程数的倍数。</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Correct the list of labels.</source>
        <translation>请更正标签列表。</translation>
    </message>
    <message>
        <source>Did you mean the folder “{nearest}”?</source>
        <translation>您是指文件夹“{nearest}”吗？</translation>
    </message>
    <message>
        <source>Did you mean “{nearest}”? Rename the folder.</source>
        <translation>您是指“{nearest}”吗？请重命名该文件夹。</translation>
    </message>
    <message>
        <source>Do not use this model.</source>
        <translation>请勿使用此模型。</translation>
    </message>
    <message>
        <source>Dot lost</source>
        <translation>圆点丢失</translation>
    </message>
    <message>
        <source>Dot missing</source>
        <translation>缺少圆点</translation>
    </message>
    <message>
        <source>Dots were used, but none was found.</source>
        <translation>使用了圆点，但一个也没有找到。</translation>
    </message>
    <message>
        <source>Evaluate it again: scolioapp evaluate.</source>
        <translation>请重新评估：scolioapp evaluate。</translation>
    </message>
    <message>
        <source>Evaluation of {model}</source>
        <translation>{model} 的评估</translation>
    </message>
    <message>
        <source>Extract into a new folder.</source>
        <translation>请提取到一个新文件夹。</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Figures, with their 95 % intervals</source>
        <translation>指标及其 95% 区间</translation>
    </message>
    <message>
        <source>Free some space or choose another folder under Settings, then try again.</source>
        <translation>请释放一些空间，或在设置中选择其他文件夹，然后重试。</translation>
    </message>
    <message>
        <source>Give auto, off, or roll and pitch in degrees (at most {roll} and {pitch}), such as 2.5,-8.</source>
        <translation>请给出 auto、off，或以度为单位的横滚和俯仰（至多 {roll} 和 {pitch}），例如 2.5,-8。</translation>
    </message>
    <message>
        <source>Give each video one line.</source>
        <translation>请让每个视频只占一行。</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>In {share} % of the frames.</source>
        <translation>占 {share} % 的帧。</translation>
    </message>
    <message>
        <source>Install ScolioApp with the extra “window”, or choose --html.</source>
        <translation>请安装带附加项“window”的 ScolioApp，或选择 --html。</translation>
    </message>
    <message>
        <source>Install ScolioApp with the extra “window”.</source>
        <translation>请安装带可选组件“window”的 ScolioApp。</translation>
    </message>
    <message>
        <source>Install the extra “wandb”, or set logs.wandb to false.</source>
        <translation>请安装附加组件“wandb”，或将 logs.wandb 设为 false。</translation>
    </message>
    <message>
        <source>Install the extra: pip install “scolioapp[{extra}]”.</source>
        <translation>请安装附加组件：pip install “scolioapp[{extra}]”。</translation>
    </message>
    <message>
        <source>It has no poses.</source>
        <translation>它没有姿态数据。</translation>
    </message>
    <message>
        <source>It needs people[0].pose_keypoints_2d with 51 numbers, as in OUMVLP.</source>
        <translation>需要 people[0].pose_keypoints_2d，含 51 个数字，与 OUMVLP 相同。</translation>
    </message>
    <message>
        <source>Its array has the shape {shape}.</source>
        <translation>它的数组形状为 {shape}。</translation>
    </message>
    <message>
        <source>Leave it out, or ask the administrator.</source>
        <translation>请去掉该选项，或联系管理员。</translation>
    </message>
    <message>
        <source>Leave it out.</source>
        <translation>请将其略去。</translation>
    </message>
    <message>
        <source>Leave the seed out.</source>
        <translation>请不要给出种子。</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Measured in neither</source>
        <translation>两者均未测得</translation>
    </message>
    <message>
        <source>Measured in the earlier recording only</source>
        <translation>仅在先前的视频中测得</translation>
    </message>
    <message>
        <source>Measured in the new recording only</source>
        <translation>仅在新视频中测得</translation>
    </message>
    <message>
        <source>Model not validated</source>
        <translation>模型未经验证</translation>
    </message>
    <message>
        <source>Model {name}</source>
        <translation>模型 {name}</translation>
    </message>
    <message>
        <source>Model {name} {version} ({kind}); classes in the order {order}.</source>
        <translation>模型 {name} {version}（{kind}）；类别顺序为 {order}。</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Name each output&apos;s class once.</source>
        <translation>每个输出的类别只能写一次。</translation>
    </message>
    <message>
        <source>No frame shows a silhouette of the person.</source>
        <translation>没有任何一帧显示受检者的轮廓。</translation>
    </message>
    <message>
        <source>No model answered for this recording, so there is nothing to explain.</source>
        <translation>没有模型判读本段视频，因此没有可解释的内容。</translation>
    </message>
    <message>
        <source>No sequence has a silhouette.</source>
        <translation>没有任何序列含有轮廓。</translation>
    </message>
    <message>
        <source>No sequence of “{name}” can be read: {why}</source>
        <translation>“{name}”中没有可读取的序列：{why}</translation>
    </message>
    <message>
        <source>No such features detected in this recording</source>
        <translation>本段视频未检出此类特征</translation>
    </message>
    <message>
        <source>Nobody found</source>
        <translation>未找到人</translation>
    </message>
    <message>
        <source>Nobody was found in the recording.</source>
        <translation>视频中未找到人。</translation>
    </message>
    <message>
        <source>None beyond this program&apos;s own: no person was recorded.</source>
        <translation>除本程序自身的许可外无其他许可：没有拍摄任何真人。</translation>
    </message>
    <message>
        <source>Not seen from the front or behind</source>
        <translation>不是正面或背面</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>ONNX Runtime cannot be loaded: {reason}.</source>
        <translation>无法加载 ONNX Runtime：{reason}。</translation>
    </message>
    <message>
        <source>ONNX Runtime {version} on {where}</source>
        <translation>ONNX Runtime {version}（在 {where} 上）</translation>
    </message>
    <message>
        <source>On {data} Sequences: {sequences}, people: {people}.</source>
        <translation>数据：{data} 序列：{sequences}，人数：{people}。</translation>
    </message>
    <message>
        <source>One camera was found.</source>
        <translation>找到一个摄像头。</translation>
    </message>
    <message>
        <source>Only {same} of {halves} random halves of the recording give the same answer.</source>
        <translation>随机取视频的一半判读 {halves} 次，只有 {same} 次结果不变。</translation>
    </message>
    <message>
        <source>Pack the dataset again with this program.</source>
        <translation>请用本程序重新打包该数据集。</translation>
    </message>
    <message>
        <source>Pack with fewer processes (--workers), or close other programs.</source>
        <translation>请用较少的进程打包（--workers），或关闭其他程序。</translation>
    </message>
    <message>
        <source>Pelvis</source>
        <translation>骨盆</translation>
    </message>
    <message>
        <source>Person lost</source>
        <translation>跟踪丢失</translation>
    </message>
    <message>
        <source>Person too small</source>
        <translation>人像太小</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>计算精度</translation>
    </message>
    <message>
        <source>Precision-recall area, positive</source>
        <translation>精确率-召回率曲线下面积，侧弯样</translation>
    </message>
    <message>
        <source>Precision-recall area, positive or neutral</source>
        <translation>精确率-召回率曲线下面积，侧弯样或临界</translation>
    </message>
    <message>
        <source>Precision-recall curves</source>
        <translation>精确率-召回率曲线</translation>
    </message>
    <message>
        <source>Predictive values</source>
        <translation>预测值</translation>
    </message>
    <message>
        <source>ROC area, positive</source>
        <translation>ROC 曲线下面积，侧弯样</translation>
    </message>
    <message>
        <source>ROC area, positive or neutral</source>
        <translation>ROC 曲线下面积，侧弯样或临界</translation>
    </message>
    <message>
        <source>ROC curves</source>
        <translation>ROC 曲线</translation>
    </message>
    <message>
        <source>Record the person walking, or leave it out.</source>
        <translation>请拍摄受检者的行走，或将其略去。</translation>
    </message>
    <message>
        <source>Reliability: {group}</source>
        <translation>可靠性：{group}</translation>
    </message>
    <message>
        <source>Remove it from one of the two.</source>
        <translation>请从两者之一中移除。</translation>
    </message>
    <message>
        <source>Resembles scoliosis: {percent} of 100</source>
        <translation>与脊柱侧弯者相似：{percent}/100</translation>
    </message>
    <message>
        <source>Restore it, or extract into a new folder.</source>
        <translation>请恢复该文件，或提取到一个新文件夹。</translation>
    </message>
    <message>
        <source>Restore its files.</source>
        <translation>请恢复其文件。</translation>
    </message>
    <message>
        <source>Restore the folder, or import the checkpoint again.</source>
        <translation>请恢复该文件夹，或重新导入检查点。</translation>
    </message>
    <message>
        <source>Restore the run&apos;s own config.yaml and checkpoint.pt, or start a new run.</source>
        <translation>请恢复该次训练自己的 config.yaml 和 checkpoint.pt，或开始新的训练。</translation>
    </message>
    <message>
        <source>Resume that run, or choose another folder.</source>
        <translation>请继续该次训练，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Save the recording as a file and choose that.</source>
        <translation>请将视频保存为文件，然后选择该文件。</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Screen the video again to make a new sequence.</source>
        <translation>请重新筛查视频，以生成新的序列。</translation>
    </message>
    <message>
        <source>Sensitivity of the outcome</source>
        <translation>筛查结论的灵敏度</translation>
    </message>
    <message>
        <source>Sensitivity, positive</source>
        <translation>灵敏度，侧弯样</translation>
    </message>
    <message>
        <source>Sensitivity, positive or neutral</source>
        <translation>灵敏度，侧弯样或临界</translation>
    </message>
    <message>
        <source>Sequence {id} has a keypoint that is not a number.</source>
        <translation>序列 {id} 中有一个关键点不是数值。</translation>
    </message>
    <message>
        <source>Sequence {id} has an array of shape {shape}.</source>
        <translation>序列 {id} 含有形状为 {shape} 的数组。</translation>
    </message>
    <message>
        <source>Sequence {id} has no keypoints.</source>
        <translation>序列 {id} 没有关键点。</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>软件包</translation>
    </message>
    <message>
        <source>Makes and measures int8 and bf16 versions of the finished model.</source>
        <translation>生成并测量最终模型的 int8 和 bf16。</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>Margin of the triplet loss.</source>
        <translation>三元组损失的间隔。</translation>
    </message>
    <message>
        <source>Measurements while walking</source>
        <translation>行走时的测量值</translation>
    </message>
    <message>
        <source>Milestones</source>
        <translation>里程碑</translation>
    </message>
    <message>
        <source>Mirrored</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Mixed precision</source>
        <translation>混合精度</translation>
    </message>
    <message>
        <source>Model: none was used.</source>
        <translation>模型：未经模型判读。</translation>
    </message>
    <message>
        <source>Model: {name} {version} ({kind}, {status}), class order {order}, thresholds {thresholds}, {runtime}</source>
        <translation>模型：{name} {version}（{kind}，{status}），类别顺序 {order}，阈值 {thresholds}，{runtime}</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>Momentum of SGD.</source>
        <translation>SGD 的动量。</translation>
    </message>
    <message>
        <source>Most frames</source>
        <translation>最多帧数</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the model: letters, digits, dots, hyphens and underscores, at most 64.</source>
        <translation>模型名称：字母、数字、点、连字符和下划线，最多 64 个。</translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation>姓名或编号</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>New in each frame</source>
        <translation>逐帧重新抽取</translation>
    </message>
    <message>
        <source>Next step: {step}</source>
        <translation>下一步：{step}</translation>
    </message>
    <message>
        <source>No problems found.</source>
        <translation>未发现问题。</translation>
    </message>
    <message>
        <source>Number K of sequences per group; some are drawn twice if needed.</source>
        <translation>每组的序列数 K；不足时重复抽取。</translation>
    </message>
    <message>
        <source>Number P of people or classes in a batch; at most as many classes as there are.</source>
        <translation>由人或类别构成的组数 P；按类别时不超过类别数。</translation>
    </message>
    <message>
        <source>Number format of the layers that can use it; losses and weights stay float32.</source>
        <translation>可承受的层所用的数值格式；损失和权重保持 float32。</translation>
    </message>
    <message>
        <source>Number of classes; as many as the class order names.</source>
        <translation>类别数；与类别顺序中的数目一致。</translation>
    </message>
    <message>
        <source>Number of processes that simulate people in parallel.</source>
        <translation>并行模拟人的进程数。</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Partition file</source>
        <translation>划分文件</translation>
    </message>
    <message>
        <source>People for test</source>
        <translation>测试人数</translation>
    </message>
    <message>
        <source>People for training</source>
        <translation>训练人数</translation>
    </message>
    <message>
        <source>People for validation</source>
        <translation>验证人数</translation>
    </message>
    <message>
        <source>People not followed</source>
        <translation>有人未被跟踪</translation>
    </message>
    <message>
        <source>Pictures every (steps)</source>
        <translation>图片间隔（步）</translation>
    </message>
    <message>
        <source>Pixel values divided by</source>
        <translation>像素值除以</translation>
    </message>
    <message>
        <source>Poses folder</source>
        <translation>姿态文件夹</translation>
    </message>
    <message>
        <source>Posture vector</source>
        <translation>姿态向量</translation>
    </message>
    <message>
        <source>Probability of a rotation about the centre of the picture.</source>
        <translation>绕画面中心旋转的概率。</translation>
    </message>
    <message>
        <source>Probability of an affine map.</source>
        <translation>仿射变换的概率。</translation>
    </message>
    <message>
        <source>Probability that a band of rows is blurred.</source>
        <translation>若干行组成的条带被模糊的概率。</translation>
    </message>
    <message>
        <source>Probability that a band of rows is thickened, as by clothes or a poor mask.</source>
        <translation>若干行组成的条带变粗的概率，如衣物或较差的掩膜所致。</translation>
    </message>
    <message>
        <source>Probability that a rectangle is blacked out.</source>
        <translation>一个矩形变黑的概率。</translation>
    </message>
    <message>
        <source>Probability that a whole sequence is mirrored, in every input of the network.</source>
        <translation>整个序列被镜像的概率，涉及网络的全部输入。</translation>
    </message>
    <message>
        <source>Probability that the picture is seen from a different viewpoint.</source>
        <translation>从另一位置观看画面的概率。</translation>
    </message>
    <message>
        <source>Processor and memory</source>
        <translation>处理器和内存</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Reading the walks: {percent} % done.</source>
        <translation>正在读取步行记录：已完成 {percent} %。</translation>
    </message>
    <message>
        <source>Reading videos</source>
        <translation>读取视频</translation>
    </message>
    <message>
        <source>Recording: {verdict}</source>
        <translation>视频：{verdict}</translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation>所重拍的视频</translation>
    </message>
    <message>
        <source>Report on test people</source>
        <translation>在测试人群上报告</translation>
    </message>
    <message>
        <source>Rotate</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Row after its last one</source>
        <translation>条带末行之后</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Scales pixel values to between 0 and 1.</source>
        <translation>使像素值处于 0 到 1 之间。</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>调度</translation>
    </message>
    <message>
        <source>ScolioApp {version}, installed as a program.</source>
        <translation>ScolioApp {version}，以程序形式安装。</translation>
    </message>
    <message>
        <source>ScolioApp {version}. Screened {start} to {end} on {device}. Operator: {operator}.</source>
        <translation>ScolioApp {version}。筛查时间 {start} 至 {end}，设备 {device}。筛查人员：{operator}。</translation>
    </message>
    <message>
        <source>Screened</source>
        <translation>筛查时间</translation>
    </message>
    <message>
        <source>Screening a bundled walk</source>
        <translation>筛查自带的行走视频</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Seed for the folds</source>
        <translation>分折种子</translation>
    </message>
    <message>
        <source>Seed for the initial weights, batches and frames.</source>
        <translation>初始权重、批次和帧的种子。</translation>
    </message>
    <message>
        <source>Seed for the people</source>
        <translation>人群种子</translation>
    </message>
    <message>
        <source>Seen from behind: the child&apos;s left is on the left.</source>
        <translation>从背后看：受检者的左侧在左边。</translation>
    </message>
    <message>
        <source>Sends figures and settings to its server over the network; needs the extra “wandb”.</source>
        <translation>通过网络把数值和设置发送到其服务器；需要附加包“wandb”。</translation>
    </message>
    <message>
        <source>Sequences are drawn</source>
        <translation>序列抽取</translation>
    </message>
    <message>
        <source>Sequences per group</source>
        <translation>每组序列数</translation>
    </message>
    <message>
        <source>Set ORT_DISABLE_TELEMETRY=1 in the environment before the program starts.</source>
        <translation>请在程序启动前在环境变量中设置 ORT_DISABLE_TELEMETRY=1。</translation>
    </message>
    <message>
        <source>Set folder.keypoint_set to {said}.</source>
        <translation>请将 folder.keypoint_set 设为 {said}。</translation>
    </message>
    <message>
        <source>Set the device to “auto” or “cpu”, or install a build of torch for your GPU.</source>
        <translation>请将设备设为“auto”或“cpu”，或安装适合您 GPU 的 torch 版本。</translation>
    </message>
    <message>
        <source>Several people</source>
        <translation>有多人</translation>
    </message>
    <message>
        <source>Share for test</source>
        <translation>测试比例</translation>
    </message>
    <message>
        <source>Share for validation</source>
        <translation>验证比例</translation>
    </message>
    <message>
        <source>Share of all people set aside for test, if there is no partition file.</source>
        <translation>没有划分文件时，全部人群中留作测试的比例。</translation>
    </message>
    <message>
        <source>Share of each label spread over all classes.</source>
        <translation>每个标签分摊到所有类别的比例。</translation>
    </message>
    <message>
        <source>Share of inconclusive outcomes</source>
        <translation>无法判断的结论所占比例</translation>
    </message>
    <message>
        <source>Share of the training people set aside for validation, unless the partition file names them.</source>
        <translation>从训练人群中留作验证的比例，除非划分文件已指明。</translation>
    </message>
    <message>
        <source>Shoulder tilt</source>
        <translation>肩部倾斜</translation>
    </message>
    <message>
        <source>Shoulders</source>
        <translation>肩部</translation>
    </message>
    <message>
        <source>Simulated people for validation and calibration.</source>
        <translation>用于验证和校准的模拟人。</translation>
    </message>
    <message>
        <source>Simulated people the finished model is tested on.</source>
        <translation>用于报告最终模型表现的模拟人。</translation>
    </message>
    <message>
        <source>Simulated people the network learns from.</source>
        <translation>供网络学习的模拟人。</translation>
    </message>
    <message>
        <source>Simulated walkers (seed {seed}): bodies by anny, CC0 assets.</source>
        <translation>模拟行走者（种子 {seed}）：身体模型来自 anny，CC0 素材。</translation>
    </message>
    <message>
        <source>Simulated walkers in the Scoliosis1K layout.</source>
        <translation>Scoliosis1K 格式的模拟行走者。</translation>
    </message>
    <message>
        <source>Simulated walkers need the package “{name}”.</source>
        <translation>模拟行走者需要软件包“{name}”。</translation>
    </message>
    <message>
        <source>Simulation processes</source>
        <translation>模拟进程数</translation>
    </message>
    <message>
        <source>Slow motion</source>
        <translation>慢动作</translation>
    </message>
    <message>
        <source>Small ScoNet-MT for demonstration. It was trained on simulated walkers only, has never seen a person, and means nothing clinically.</source>
        <translation>用于演示的小型 ScoNet-MT。它只用模拟行走者训练，从未见过真人，没有任何临床意义。</translation>
    </message>
    <message>
        <source>Smallest and largest share of the picture it covers.</source>
        <translation>占画面的最小和最大比例。</translation>
    </message>
    <message>
        <source>Smallest and largest; 12 to 16 is at the shoulders.</source>
        <translation>最小值和最大值；12 到 16 位于肩部。</translation>
    </message>
    <message>
        <source>Smallest and largest; 36 to 40 is at the thighs.</source>
        <translation>最小值和最大值；36 到 40 位于大腿。</translation>
    </message>
    <message>
        <source>Smallest ratio of the sides of the rectangle.</source>
        <translation>矩形边长的最小比值。</translation>
    </message>
    <message>
        <source>Specificity of the outcome</source>
        <translation>筛查结论的特异度</translation>
    </message>
    <message>
        <source>Specificity, positive</source>
        <translation>特异度，侧弯样</translation>
    </message>
    <message>
        <source>Specificity, positive or neutral</source>
        <translation>特异度，侧弯样或临界</translation>
    </message>
    <message>
        <source>Split the dataset by person: scolioapp dataset split.</source>
        <translation>请按人划分数据集：scolioapp dataset split。</translation>
    </message>
    <message>
        <source>Stability</source>
        <translation>稳定性</translation>
    </message>
    <message>
        <source>Start again with a lower learning rate, a warm-up or gradient clipping.</source>
        <translation>请降低学习率、使用预热或梯度裁剪后重新开始。</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Step time</source>
        <translation>单步时间</translation>
    </message>
    <message>
        <source>Step {step} could not be computed: {why}.</source>
        <translation>第 {step} 步无法计算：{why}。</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Steps after which the rate falls; not for the cosine.</source>
        <translation>在这些步之后学习率下降；余弦不使用。</translation>
    </message>
    <message>
        <source>Steps between pictures of the network&apos;s input, for TensorBoard.</source>
        <translation>为 TensorBoard 记录网络输入图片的间隔步数。</translation>
    </message>
    <message>
        <source>Steps between two points of the curves.</source>
        <translation>曲线两点之间的步数。</translation>
    </message>
    <message>
        <source>Steps between validations. With validation on, the best network becomes the finished model.</source>
        <translation>两次验证之间的步数。启用验证时，最好的网络即为最终模型。</translation>
    </message>
    <message>
        <source>Steps of the whole run, one batch each.</source>
        <translation>整个训练的步数，每步一批。</translation>
    </message>
    <message>
        <source>Steps over which the rate rises evenly from near 0.</source>
        <translation>学习率从接近 0 均匀上升的步数。</translation>
    </message>
    <message>
        <source>Stochastic gradient descent, or AdamW.</source>
        <translation>随机梯度下降或 AdamW。</translation>
    </message>
    <message>
        <source>Stop early after (validations)</source>
        <translation>提前停止（验证次数）</translation>
    </message>
    <message>
        <source>Stop it first.</source>
        <translation>请先停止它。</translation>
    </message>
    <message>
        <source>Stopped; the run can be resumed.</source>
        <translation>已停止；可以继续该次训练。</translation>
    </message>
    <message>
        <source>Stretch, shear and shift</source>
        <translation>拉伸、剪切与平移</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Telemetry</source>
        <translation>遥测</translation>
    </message>
    <message>
        <source>TensorBoard</source>
        <translation>TensorBoard</translation>
    </message>
    <message>
        <source>Terms of use of the data; copied into the card.</source>
        <translation>使用数据须遵守的条款；写入模型卡。</translation>
    </message>
    <message>
        <source>Test people that training did not see.</source>
        <translation>训练中未见过的测试人群。</translation>
    </message>
    <message>
        <source>Test simulated people that training did not see.</source>
        <translation>训练中未见过的模拟测试行走者。</translation>
    </message>
    <message>
        <source>The bundle “{name}” cannot be read: {reason}.</source>
        <translation>无法读取文件包“{name}”：{reason}。</translation>
    </message>
    <message>
        <source>The bundle “{name}” cannot be used: {reason}</source>
        <translation>无法使用文件包“{name}”：{reason}</translation>
    </message>
    <message>
        <source>The checkpoint “{name}” does not belong to this run.</source>
        <translation>检查点“{name}”不属于该次训练。</translation>
    </message>
    <message>
        <source>The checkpoint “{name}” does not exist.</source>
        <translation>检查点“{name}”不存在。</translation>
    </message>
    <message>
        <source>The class order “{order}” has an unknown class.</source>
        <translation>类别顺序“{order}”中有未知类别。</translation>
    </message>
    <message>
        <source>The class order “{order}” names a class twice.</source>
        <translation>类别顺序“{order}”中有重复的类别。</translation>
    </message>
    <message>
        <source>The dataset has the class “{name}”, which the model “{model}” does not know.</source>
        <translation>数据集中有类别“{name}”，而模型“{model}”没有此类别。</translation>
    </message>
    <message>
        <source>The evaluation “{name}” could not be deleted: {reason}.</source>
        <translation>无法删除评估“{name}”：{reason}。</translation>
    </message>
    <message>
        <source>The file of sample walks, “{name}”, cannot be used.</source>
        <translation>无法使用示例行走文件“{name}”。</translation>
    </message>
    <message>
        <source>The longest walk in the recording lasts {seconds} seconds; {wanted} seconds are needed.</source>
        <translation>视频中最长的一段行走为 {seconds} 秒；需要 {wanted} 秒。</translation>
    </message>
    <message>
        <source>The mask is empty: {rows} by {columns} pixels.</source>
        <translation>掩膜为空：{rows} x {columns} 像素。</translation>
    </message>
    <message>
        <source>The measurements describe posture while walking in this recording, not the spine itself. They were checked on simulated walkers only.</source>
        <translation>测量值描述的是本段视频中行走时的姿势，而不是脊柱本身。它们只在模拟行走者上检验过。</translation>
    </message>
    <message>
        <source>The mediapipe package cannot be used: {reason}.</source>
        <translation>无法使用 mediapipe 软件包：{reason}。</translation>
    </message>
    <message>
        <source>The mediapipe package is not installed.</source>
        <translation>未安装 mediapipe 软件包。</translation>
    </message>
    <message>
        <source>The model folder “{name}” could not be written: {reason}.</source>
        <translation>无法写入模型文件夹“{name}”：{reason}。</translation>
    </message>
    <message>
        <source>The model has never seen a recording like this one, so its answer is not shown. The measurements do not depend on it.</source>
        <translation>模型从未见过这样的视频，因此不显示其判读结果。测量值不受影响。</translation>
    </message>
    <message>
        <source>The model has never seen a recording like this one.</source>
        <translation>模型从未见过这样的视频。</translation>
    </message>
    <message>
        <source>The model pack “{name}” was refused: {why}.</source>
        <translation>模型包“{name}”被拒绝：{why}。</translation>
    </message>
    <message>
        <source>The model that comes with the program is missing.</source>
        <translation>缺少程序自带的模型。</translation>
    </message>
    <message>
        <source>The model “{model}” has no {file}.</source>
        <translation>模型“{model}”没有 {file}。</translation>
    </message>
    <message>
        <source>The model “{model}” was never checked in {precision}.</source>
        <translation>模型“{model}”从未以 {precision} 检查过。</translation>
    </message>
    <message>
        <source>The model “{name}” could not be removed: {reason}.</source>
        <translation>无法移除模型“{name}”：{reason}。</translation>
    </message>
    <message>
        <source>The model&apos;s answer is not shown, so there is nothing to explain.</source>
        <translation>模型的判读结果未显示，因此没有可解释的内容。</translation>
    </message>
    <message>
        <source>The network of “{model}” gives {output} as {type} {found}; its card says float32 {wanted}.</source>
        <translation>“{model}”的网络给出的 {output} 为 {type} {found}；其模型卡写的是 float32 {wanted}。</translation>
    </message>
    <message>
        <source>The network of “{model}” takes {input} as {type} {found}; its card says float32 {wanted}.</source>
        <translation>“{model}”的网络接收的 {input} 为 {type} {found}；其模型卡写的是 float32 {wanted}。</translation>
    </message>
    <message>
        <source>The network “{name}” cannot be loaded: {reason}</source>
        <translation>无法加载网络“{name}”：{reason}</translation>
    </message>
    <message>
        <source>The network “{name}” cannot be read: {reason}.</source>
        <translation>无法读取网络“{name}”：{reason}。</translation>
    </message>
    <message>
        <source>The network “{name}” does not run: {reason}</source>
        <translation>网络“{name}”无法运行：{reason}</translation>
    </message>
    <message>
        <source>The network “{name}” was refused: {why}.</source>
        <translation>网络“{name}”被拒绝：{why}。</translation>
    </message>
    <message>
        <source>The outlines of the sequence do not match their frames.</source>
        <translation>序列的轮廓线与其帧不符。</translation>
    </message>
    <message>
        <source>The output “{output}” of the network “{name}” does not add up to 1, so it holds no probabilities; its card may mean “logits”.</source>
        <translation>网络“{name}”的输出“{output}”之和不为 1，因此不是概率；其卡片可能应写“logits”。</translation>
    </message>
    <message>
        <source>The person walks from {start} to {end} seconds; only this part is used.</source>
        <translation>受检者在 {start} 至 {end} 秒之间行走；只使用这一部分。</translation>
    </message>
    <message>
        <source>The person was not filmed straight from the front or from behind.</source>
        <translation>不是从正前方或正后方拍摄受检者。</translation>
    </message>
    <message>
        <source>The pose networks in “{folder}” cannot be used: {reason}</source>
        <translation>无法使用“{folder}”中的姿态网络：{reason}</translation>
    </message>
    <message>
        <source>The processor was chosen in the settings.</source>
        <translation>设置中选择了处理器。</translation>
    </message>
    <message>
        <source>The published asymmetry vector, or ours, which keeps the side; for networks with PAV-guided attention.</source>
        <translation>文献中的不对称向量，或我们保留侧别的向量；用于 PAV 引导注意力的网络。</translation>
    </message>
    <message>
        <source>The rate falls in steps, or along half a cosine to 0 at the last step.</source>
        <translation>学习率分段下降，或沿半个余弦在最后一步降到 0。</translation>
    </message>
    <message>
        <source>The result cannot be read.</source>
        <translation>无法读取该结果。</translation>
    </message>
    <message>
        <source>The result in “{name}” cannot be read.</source>
        <translation>无法读取“{name}”中的结果。</translation>
    </message>
    <message>
        <source>The result of {date} could not be deleted: {reason}.</source>
        <translation>无法删除 {date} 的结果：{reason}。</translation>
    </message>
    <message>
        <source>The results could not be written to “{name}”: {reason}.</source>
        <translation>结果无法写入“{name}”：{reason}。</translation>
    </message>
    <message>
        <source>The same number gives the same people.</source>
        <translation>相同的数得到相同的人群。</translation>
    </message>
    <message>
        <source>The same number puts the same people into the same folds.</source>
        <translation>相同的数字会把相同的受检者分到相同的折。</translation>
    </message>
    <message>
        <source>The sequence does not say which side is left.</source>
        <translation>该序列没有说明哪一侧是左。</translation>
    </message>
    <message>
        <source>The sequence has {count} extra arrays.</source>
        <translation>序列有 {count} 个附加数组。</translation>
    </message>
    <message>
        <source>The store “{name}” could not be read: {why}.</source>
        <translation>无法读取打包存储“{name}”：{why}。</translation>
    </message>
    <message>
        <source>The store “{name}” could not be written: {reason}.</source>
        <translation>无法写入打包存储“{name}”：{reason}。</translation>
    </message>
    <message>
        <source>The table of answers of this evaluation cannot be read.</source>
        <translation>无法读取此次评估的判读结果表。</translation>
    </message>
    <message>
        <source>The test set of {partition} was chosen by an explicit command.</source>
        <translation>{partition} 的测试集是由明确的命令选定的。</translation>
    </message>
    <message>
        <source>The time between frames varies; the real times are used.</source>
        <translation>帧间隔不均匀；已使用实际时间。</translation>
    </message>
    <message>
        <source>The times of the sequence do not increase.</source>
        <translation>序列的时间没有递增。</translation>
    </message>
    <message>
        <source>The training reference of “{model}” does not fit its network.</source>
        <translation>“{model}”的训练参考数据与其网络不符。</translation>
    </message>
    <message>
        <source>The video has {fps} frames a second; 15 or more are needed.</source>
        <translation>视频每秒 {fps} 帧；需要 15 帧或更多。</translation>
    </message>
    <message>
        <source>The video “{name}” is not open for writing.</source>
        <translation>视频“{name}”未打开，无法写入。</translation>
    </message>
    <message>
        <source>The walks have different keypoints: {names}.</source>
        <translation>各段行走的关键点不同：{names}。</translation>
    </message>
    <message>
        <source>There is no folder “{name}”.</source>
        <translation>没有文件夹“{name}”。</translation>
    </message>
    <message>
        <source>There is no model “{name}”.</source>
        <translation>没有模型“{name}”。</translation>
    </message>
    <message>
        <source>There is no person {number} in this recording.</source>
        <translation>本段视频中没有第 {number} 人。</translation>
    </message>
    <message>
        <source>There is no run in the folder “{name}”.</source>
        <translation>文件夹“{name}”中没有训练。</translation>
    </message>
    <message>
        <source>There is no video in the folder {names}. Choose a folder with files such as mp4, mov, mkv, avi or mts.</source>
        <translation>文件夹 {names} 中没有视频。请选择含有 mp4、mov、mkv、avi 或 mts 等文件的文件夹。</translation>
    </message>
    <message>
        <source>There is no video “{name}” in the folder.</source>
        <translation>文件夹中没有视频“{name}”。</translation>
    </message>
    <message>
        <source>Thicken a band</source>
        <translation>加粗条带</translation>
    </message>
    <message>
        <source>Thickening window (pixels)</source>
        <translation>加粗窗口（像素）</translation>
    </message>
    <message>
        <source>Thighs</source>
        <translation>大腿</translation>
    </message>
    <message>
        <source>This build of torch finds no GPU.</source>
        <translation>此版本的 torch 没有找到 GPU。</translation>
    </message>
    <message>
        <source>This model against “{name}”</source>
        <translation>此模型与“{name}”比较</translation>
    </message>
    <message>
        <source>This result no longer exists, so nothing can be added to it.</source>
        <translation>该结果已不存在，因此无法为其添加新的判断。</translation>
    </message>
    <message>
        <source>This result no longer exists.</source>
        <translation>该结果已不存在。</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>Triplet loss weight</source>
        <translation>三元组损失权重</translation>
    </message>
    <message>
        <source>Unknown: the checkpoint does not say.</source>
        <translation>未知：检查点没有说明。</translation>
    </message>
    <message>
        <source>Unknown; Scoliosis1K used PP-HumanSeg v2.</source>
        <translation>未知；Scoliosis1K 使用的是 PP-HumanSeg v2。</translation>
    </message>
    <message>
        <source>Validate every (steps)</source>
        <translation>验证间隔（步）</translation>
    </message>
    <message>
        <source>Validations without a better network after which training stops.</source>
        <translation>连续多少次验证没有更好的网络后停止训练。</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Version of the model.</source>
        <translation>模型的版本。</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Video: {width} x {height} px, {fps} frames/s, {seconds} s, {codec}, SHA-256 {hash}</source>
        <translation>视频：{width} x {height} 像素，{fps} 帧/秒，{seconds} 秒，{codec}，SHA-256 {hash}</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>Weight averaging</source>
        <translation>权重平均</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Weights &amp; Biases</source>
        <translation>Weights &amp; Biases</translation>
    </message>
    <message>
        <source>Weights: SHA-256 {hash}</source>
        <translation>权重：SHA-256 {hash}</translation>
    </message>
    <message>
        <source>What each level of the body counted for</source>
        <translation>各身体部位对判读的影响</translation>
    </message>
    <message>
        <source>What is trained; it determines what is read from each frame.</source>
        <translation>要训练的网络；它决定每帧看到什么。</translation>
    </message>
    <message>
        <source>What makes one network better than another; ties go to the lower loss.</source>
        <translation>判断网络优劣的指标；相等时损失较低者为优。</translation>
    </message>
    <message>
        <source>What the model is, for its card.</source>
        <translation>模型是什么，写入模型卡。</translation>
    </message>
    <message>
        <source>What the model saw, without figures</source>
        <translation>模型判读的结果，不带数字</translation>
    </message>
    <message>
        <source>What the rate is multiplied by at each milestone.</source>
        <translation>在每个里程碑处学习率乘以的系数。</translation>
    </message>
    <message>
        <source>What the triplet loss keeps together: a person, as in OpenGait, or a class.</source>
        <translation>三元组损失聚在一起的对象：同一个人（同 OpenGait）或同一类别。</translation>
    </message>
    <message>
        <source>Where the poses are, if not in the folder “pose” of the dataset. Networks that use silhouettes only need none.</source>
        <translation>姿态所在位置（若不在数据集的“pose”文件夹中）。只看轮廓的网络不需要姿态。</translation>
    </message>
    <message>
        <source>Where training runs.</source>
        <translation>训练在哪里运行。</translation>
    </message>
    <message>
        <source>Who is used for training, validation and test, in OpenGait&apos;s format. Without one, people are split by the shares below.</source>
        <translation>按 OpenGait 格式写明谁用于训练、验证和测试。没有此文件时，按下面的比例划分人群。</translation>
    </message>
    <message>
        <source>Why (body levels)</source>
        <translation>判读依据（身体部位）</translation>
    </message>
    <message>
        <source>Window of the Gaussian blur, in pixels.</source>
        <translation>高斯窗口（像素）。</translation>
    </message>
    <message>
        <source>Window of the thickening, in pixels.</source>
        <translation>加粗的窗口（像素）。</translation>
    </message>
    <message>
        <source>Writes files for TensorBoard, if its package is installed.</source>
        <translation>写入 TensorBoard 的文件（需已安装该软件包）。</translation>
    </message>
    <message>
        <source>dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>no model</source>
        <translation>无模型</translation>
    </message>
    <message>
        <source>not named</source>
        <translation>未填写</translation>
    </message>
    <message>
        <source>simulated masks with segmentation faults</source>
        <translation>带分割误差的模拟掩膜</translation>
    </message>
    <message>
        <source>torch compiles the network first: an extra minute at the start, then faster steps on a GPU.</source>
        <translation>torch 先编译网络：开始时约一分钟，在 GPU 上每步更快。</translation>
    </message>
    <message>
        <source>torch {version} on {where}</source>
        <translation>torch {version}（在 {where} 上）</translation>
    </message>
    <message>
        <source>{count} simulated walks and a recording of a real walk</source>
        <translation>{count} 段模拟行走和一段真人行走的视频</translation>
    </message>
    <message>
        <source>{count} validation sequences</source>
        <translation>{count} 个验证序列</translation>
    </message>
    <message>
        <source>{file} has been changed</source>
        <translation>{file} 已被更改</translation>
    </message>
    <message>
        <source>{file} in it is compressed, which never happens in a pack</source>
        <translation>其中的 {file} 经过压缩，而模型包从不压缩</translation>
    </message>
    <message>
        <source>{file} in it is not a plain file</source>
        <translation>其中的 {file} 不是普通文件</translation>
    </message>
    <message>
        <source>{file} in it is too large ({size} bytes)</source>
        <translation>其中的 {file} 有 {size} 字节，过大</translation>
    </message>
    <message>
        <source>{first} in {one} and {second} in {other} have identical silhouettes.</source>
        <translation>{one} 中的 {first} 与 {other} 中的 {second} 轮廓完全相同。</translation>
    </message>
    <message>
        <source>{first} in {one} and {second} in {other} look like the same recording (similarity {likeness}).</source>
        <translation>{one} 中的 {first} 与 {other} 中的 {second} 看起来是同一段视频（相似度 {likeness}）。</translation>
    </message>
    <message>
        <source>{folder} is not writable: {reason}.</source>
        <translation>{folder} 无法写入：{reason}。</translation>
    </message>
    <message>
        <source>{folder} is writable; {free} GB free.</source>
        <translation>{folder} 可写入；可用空间 {free} GB。</translation>
    </message>
    <message>
        <source>{label}: {words}</source>
        <translation>{label}：{words}</translation>
    </message>
    <message>
        <source>{names} is no longer there. Check whether it was moved or its drive was removed.</source>
        <translation>{names} 已不在原处。请查看它是否被移动，或其磁盘已被取下。</translation>
    </message>
    <message>
        <source>{names} is not a video this program can read. Choose a file such as mp4, mov, mkv, avi or mts.</source>
        <translation>{names} 不是本程序能读取的视频。请选择 mp4、mov、mkv、avi 或 mts 等文件。</translation>
    </message>
    <message>
        <source>{name} runs, and its files match its card.</source>
        <translation>{name} 可以运行，其文件与模型卡一致。</translation>
    </message>
    <message>
        <source>{people} people cannot be divided into {count} folds.</source>
        <translation>{people} 位受检者无法分成 {count} 折。</translation>
    </message>
    <message>
        <source>{problem} A drawing shows the walk instead.</source>
        <translation>{problem}改用图示显示行走。</translation>
    </message>
    <message>
        <source>{title}: {message} {remedy}</source>
        <translation>{title}：{message}{remedy}</translation>
    </message>
    <message>
        <source>{value} %, no clear side: from a left step {left} longer to a right step {right} longer</source>
        <translation>{value}%，无明确侧别：介于左步长出 {left} 与右步长出 {right} 之间</translation>
    </message>
    <message>
        <source>{value} %, no clear side: from {left} more swing on the left to {right} more on the right</source>
        <translation>{value}%，无明确侧别：介于左臂摆幅大出 {left} 与右臂摆幅大出 {right} 之间</translation>
    </message>
    <message>
        <source>{value}°, no clear side: from left side lower by {left} to right side lower by {right}</source>
        <translation>{value}°，无明确侧别：介于左侧低 {left} 与右侧低 {right} 之间</translation>
    </message>
    <message>
        <source>{words} ({source})</source>
        <translation>{words}（{source}）</translation>
    </message>
    <message>
        <source>“{file}” in the store “{name}” is damaged, missing or changed.</source>
        <translation>打包存储“{name}”中的“{file}”已损坏、缺失或被更改。</translation>
    </message>
    <message>
        <source>“{folder}” already contains a folder named “{name}”.</source>
        <translation>“{folder}”中有一个名为“{name}”的文件夹。</translation>
    </message>
    <message>
        <source>“{id}” is not a sequence id.</source>
        <translation>“{id}”不是序列的编号。</translation>
    </message>
    <message>
        <source>“{model}” gives an answer for sequence {id} that is not a number.</source>
        <translation>“{model}”对序列 {id} 没有给出数值。</translation>
    </message>
    <message>
        <source>“{model}” has been calibrated, or given other thresholds, since it was evaluated.</source>
        <translation>“{model}”在评估之后经过校准，或更改了阈值。</translation>
    </message>
    <message>
        <source>“{model}” is a demonstration model and cannot be validated.</source>
        <translation>“{model}”是演示模型，不能标记为已验证。</translation>
    </message>
    <message>
        <source>“{model}” is validated as it stands: if it changed, its report would no longer apply.</source>
        <translation>“{model}”已按现状验证：更改后，其报告将不再针对它。</translation>
    </message>
    <message>
        <source>“{name}” cannot be used as the name of a model.</source>
        <translation>“{name}”不能用作模型名称。</translation>
    </message>
    <message>
        <source>“{name}” contains a dataset that was not extracted from videos.</source>
        <translation>“{name}”中的数据集不是由视频提取的。</translation>
    </message>
    <message>
        <source>“{name}” contains a folder, “{inner}”, so it is more than a model folder.</source>
        <translation>“{name}”中有文件夹“{inner}”：它不只是模型文件夹。</translation>
    </message>
    <message>
        <source>“{name}” contains more than an array of numbers ({what}), and reading it could run a stranger&apos;s code. It was refused; nothing in it was run.</source>
        <translation>“{name}”中不只有数字数组（{what}），读取它可能会运行陌生人的代码。已拒绝读取；其中没有任何内容被运行。</translation>
    </message>
    <message>
        <source>“{name}” contains more than weights, and reading it could run a stranger&apos;s code. It was refused; nothing in it was run.</source>
        <translation>“{name}”中不只有权重，读取它可能会运行陌生人的代码。已拒绝读取；其中没有任何内容被运行。</translation>
    </message>
    <message>
        <source>“{name}” contains no array.</source>
        <translation>“{name}”中没有数组。</translation>
    </message>
    <message>
        <source>“{name}” contains no pose with 17 keypoints.</source>
        <translation>“{name}”中没有 17 个关键点的姿态。</translation>
    </message>
    <message>
        <source>“{name}” contains no sequences in the Scoliosis1K layout.</source>
        <translation>“{name}”中没有 Scoliosis1K 布局的序列。</translation>
    </message>
    <message>
        <source>“{name}” contains sound or data, but no video.</source>
        <translation>“{name}”中只有声音或数据，没有活动画面。</translation>
    </message>
    <message>
        <source>“{name}” contains the same weights twice.</source>
        <translation>“{name}”中同一权重出现了两次。</translation>
    </message>
    <message>
        <source>“{name}” gives no usable frame size: it is damaged, or its frames are too large.</source>
        <translation>“{name}”没有给出可用的画面尺寸：文件已损坏，或画面过大。</translation>
    </message>
    <message>
        <source>“{name}” has its own validation part.</source>
        <translation>“{name}”自带验证部分。</translation>
    </message>
    <message>
        <source>“{name}” has no files where sequences are expected.</source>
        <translation>在“{name}”中，序列文件应在的位置没有文件。</translation>
    </message>
    <message>
        <source>“{name}” has no weights under “model”; it contains: {keys}.</source>
        <translation>“{name}”的“model”下没有权重；其内容为：{keys}。</translation>
    </message>
    <message>
        <source>“{name}” has run out of space ({said}).</source>
        <translation>“{name}”的空间已满（{said}）。</translation>
    </message>
    <message>
        <source>“{name}” has {outputs} outputs, but the class order names {named}.</source>
        <translation>“{name}”有 {outputs} 个输出，而类别顺序列出 {named} 个。</translation>
    </message>
    <message>
        <source>“{name}” in the sequence holds values that are not numbers.</source>
        <translation>序列中的“{name}”含有不是数字的值。</translation>
    </message>
    <message>
        <source>“{name}” in the sequence must be {dtype} {shape}; it is {found}.</source>
        <translation>序列中的“{name}”必须是 {dtype} {shape}；现在是 {found}。</translation>
    </message>
    <message>
        <source>“{name}” is a folder, not a file.</source>
        <translation>“{name}”是文件夹；此处应写入文件。</translation>
    </message>
    <message>
        <source>“{name}” is damaged, or is not a PNG mask.</source>
        <translation>“{name}”已损坏，或不是 PNG 格式的掩膜图像。</translation>
    </message>
    <message>
        <source>“{name}” is damaged, or is not a checkpoint.</source>
        <translation>“{name}”已损坏，或不是检查点。</translation>
    </message>
    <message>
        <source>“{name}” is damaged, or is not a pickled array.</source>
        <translation>“{name}”已损坏，或不是 pickle 数组。</translation>
    </message>
    <message>
        <source>“{name}” is incomplete: the index at its end is missing.</source>
        <translation>“{name}”不完整：缺少文件末尾的索引。</translation>
    </message>
    <message>
        <source>“{name}” is missing the key “{key}”.</source>
        <translation>“{name}”缺少键“{key}”。</translation>
    </message>
    <message>
        <source>“{name}” is no longer there.</source>
        <translation>“{name}”已不存在。</translation>
    </message>
    <message>
        <source>“{name}” is not a ScoNet from OpenGait: it contains {keys}.</source>
        <translation>“{name}”不是 OpenGait 的 ScoNet：其内容为 {keys}。</translation>
    </message>
    <message>
        <source>“{name}” is not a model folder: it has no card.yaml.</source>
        <translation>“{name}”不是模型文件夹：其中没有 card.yaml。</translation>
    </message>
    <message>
        <source>“{name}” is not a readable video, or it is damaged.</source>
        <translation>“{name}”不是可读取的视频，或已损坏。</translation>
    </message>
    <message>
        <source>“{name}” is not one of your model folders.</source>
        <translation>“{name}”不是您的模型文件夹。</translation>
    </message>
    <message>
        <source>“{name}” is not the name of a person who can declare the model validated.</source>
        <translation>“{name}”不是声明模型已验证者的姓名。</translation>
    </message>
    <message>
        <source>“{name}” is too large for one sequence: {size} bytes.</source>
        <translation>“{name}”有 {size} 字节，对单个序列来说过大。</translation>
    </message>
    <message>
        <source>“{name}” is too large for such a file: {size} bytes.</source>
        <translation>“{name}”有 {size} 字节，对此类文件来说过大。</translation>
    </message>
    <message>
        <source>“{name}” is too large for weights: {size} bytes.</source>
        <translation>“{name}”有 {size} 字节，对权重来说过大。</translation>
    </message>
    <message>
        <source>“{name}” is too large to read safely: {size} bytes that unpack to {unpacked}.</source>
        <translation>“{name}”过大，无法安全读取：{size} 字节，解包后为 {unpacked}。</translation>
    </message>
    <message>
        <source>“{name}” lists the video “{video}” twice, or has a line without a video.</source>
        <translation>“{name}”中视频“{video}”出现两次，或有一行没有视频。</translation>
    </message>
    <message>
        <source>“{name}” lists {id} in both {one} and {other}.</source>
        <translation>“{name}”中 {id} 同时出现在 {one} 和 {other} 中。</translation>
    </message>
    <message>
        <source>“{name}” uses the codec {codec}, which cannot be read here.</source>
        <translation>“{name}”使用编解码器 {codec}，此处无法读取。</translation>
    </message>
    <message>
        <source>“{name}” was filmed in Dolby Vision with its own colour format.</source>
        <translation>“{name}”以杜比视界拍摄，使用其自有的颜色。</translation>
    </message>
    <message>
        <source>“{name}” was not removed. Saved results that come from it and could not be repeated without it: {count}.</source>
        <translation>“{name}”未移除。由它判读、没有它就无法重复的已保存结果：{count} 个。</translation>
    </message>
    <message>
        <source>“{package}” contains no usable file “{name}”.</source>
        <translation>“{package}”中没有可用的文件“{name}”。</translation>
    </message>
    <message>
        <source>“{subject}” is in both {one} ({first}) and {other} ({second}).</source>
        <translation>“{subject}”同时出现在 {one}（{first}）和 {other}（{second}）中。</translation>
    </message>
    <message>
        <source>“{words}” is no part of the videos.</source>
        <translation>“{words}”不是视频的有效分份。</translation>
    </message>
    <message>
        <source>“{words}” is not a number.</source>
        <translation>“{words}”不是数字。</translation>
    </message>
    <message>
        <source>To read Chinese, install a font such as Noto Sans CJK.</source>
        <translation>如需阅读中文，请安装 Noto Sans CJK 等字体。</translation>
    </message>
    <message>
        <source>To train with a published configuration, set “mixed_precision: none”, or use a computer with a GPU.</source>
        <translation>如需按已发表的配置训练，请设置“mixed_precision: none”，或使用带 GPU 的电脑。</translation>
    </message>
    <message>
        <source>To use the {card}, install the extra “gpu” instead of “cpu”: pip uninstall onnxruntime, then pip install “scolioapp[gpu]”.</source>
        <translation>如需使用 {card}，请安装可选组件“gpu”以代替“cpu”：先运行 pip uninstall onnxruntime，再运行 pip install “scolioapp[gpu]”。</translation>
    </message>
    <message>
        <source>Too dark</source>
        <translation>画面太暗</translation>
    </message>
    <message>
        <source>Too few steps</source>
        <translation>步数太少</translation>
    </message>
    <message>
        <source>Too short</source>
        <translation>视频太短</translation>
    </message>
    <message>
        <source>Training, validation and test need people of each class.</source>
        <translation>训练、验证和测试都需要每个类别的人。</translation>
    </message>
    <message>
        <source>Trunk</source>
        <translation>躯干</translation>
    </message>
    <message>
        <source>Trunk lean</source>
        <translation>躯干倾斜</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>请重试。</translation>
    </message>
    <message>
        <source>Uneven frame rate</source>
        <translation>拍摄不均匀</translation>
    </message>
    <message>
        <source>Unknown. Models trained on Scoliosis1K may not be used commercially.</source>
        <translation>未知。用 Scoliosis1K 训练的模型不得用于商业用途。</translation>
    </message>
    <message>
        <source>Usable</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>Usable with care</source>
        <translation>可用，但需谨慎</translation>
    </message>
    <message>
        <source>Use at most 50 letters of the Latin alphabet, digits, dots, hyphens and underscores.</source>
        <translation>请使用至多 50 个拉丁字母、数字、点、连字符和下划线。</translation>
    </message>
    <message>
        <source>Use five digits.</source>
        <translation>请使用五位数字。</translation>
    </message>
    <message>
        <source>Use smaller batches, fewer frames or mixed precision, or more processes.</source>
        <translation>请使用更小的批次、更少的帧、混合精度或更多进程。</translation>
    </message>
    <message>
        <source>Use that one, or remove it first.</source>
        <translation>请使用那一个，或先将其移除。</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Wait until it ends, or stop it first.</source>
        <translation>请等待其结束，或先将其停止。</translation>
    </message>
    <message>
        <source>Weights, SHA-256: {hashes}.</source>
        <translation>权重，SHA-256：{hashes}。</translation>
    </message>
    <message>
        <source>What it can do</source>
        <translation>可用功能</translation>
    </message>
    <message>
        <source>NPV {npv} % ({low} to {high} %).</source>
        <translation>NPV {npv} %（{low} 至 {high} %）。</translation>
    </message>
    <message>
        <source>No dot was found on the left ankle.</source>
        <translation>左踝未找到圆点。</translation>
    </message>
    <message>
        <source>No dot was found on the left shoulder.</source>
        <translation>左肩未找到圆点。</translation>
    </message>
    <message>
        <source>No dot was found on the left side of the hips.</source>
        <translation>骨盆左侧未找到圆点。</translation>
    </message>
    <message>
        <source>No dot was found on the right ankle.</source>
        <translation>右踝未找到圆点。</translation>
    </message>
    <message>
        <source>No dot was found on the right shoulder.</source>
        <translation>右肩未找到圆点。</translation>
    </message>
    <message>
        <source>No dot was found on the right side of the hips.</source>
        <translation>骨盆右侧未找到圆点。</translation>
    </message>
    <message>
        <source>No dots found</source>
        <translation>未找到圆点</translation>
    </message>
    <message>
        <source>One of {total} poses is empty.</source>
        <translation>{total} 个姿态中有 1 个为空。</translation>
    </message>
    <message>
        <source>One of {total} silhouettes has the same value everywhere.</source>
        <translation>{total} 个轮廓中有 1 个处处数值相同。</translation>
    </message>
    <message>
        <source>One of {total} silhouettes is empty.</source>
        <translation>{total} 个轮廓中有 1 个为空。</translation>
    </message>
    <message>
        <source>One of {total} silhouettes is off centre or does not fill the height.</source>
        <translation>{total} 个轮廓中有 1 个偏离中心或未占满高度。</translation>
    </message>
    <message>
        <source>One of {total} silhouettes is the same as the one before.</source>
        <translation>{total} 个轮廓中有 1 个与前一个相同。</translation>
    </message>
    <message>
        <source>Out-of-fold people of {count} folds of {data}, simulated walkers.</source>
        <translation>{data} 的 {count} 折折外受检者，模拟行走者。</translation>
    </message>
    <message>
        <source>Out-of-fold people of {count} folds of {data}.</source>
        <translation>{data} 的 {count} 折折外受检者。</translation>
    </message>
    <message>
        <source>Out-of-fold people of {count} folds, each judged by the one network that never saw them; the ensemble itself was not measured.</source>
        <translation>{count} 折的折外受检者，每位都由从未见过其本人的那个网络判断；集成本身未经测量。</translation>
    </message>
    <message>
        <source>Out-of-fold people of {count} folds, simulated walkers.</source>
        <translation>{count} 折的折外受检者，模拟行走者。</translation>
    </message>
    <message>
        <source>Out-of-fold simulated people of {count} folds, each judged by the one network that never saw them; the ensemble itself was not measured.</source>
        <translation>{count} 折的折外模拟受检者，每位都由从未见过其本人的那个网络判断；集成本身未经测量。</translation>
    </message>
    <message>
        <source>PPV {ppv} % ({low} to {high} %).</source>
        <translation>PPV {ppv} %（{low} 至 {high} %）。</translation>
    </message>
    <message>
        <source>Parts of the recording give different answers.</source>
        <translation>视频的不同部分给出不同的答案。</translation>
    </message>
    <message>
        <source>Parts of the recording give the same answer as the whole.</source>
        <translation>视频的各部分与整体给出相同的答案。</translation>
    </message>
    <message>
        <source>Simulating people: {done} of {total}.</source>
        <translation>正在模拟受检者：已完成 {done} 位，共 {total} 位。</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>The camera moves.</source>
        <translation>摄像机在移动。</translation>
    </message>
    <message>
        <source>The dot on the left ankle is hidden in {of} % of the frames.</source>
        <translation>左踝的圆点在 {of}% 的帧中被遮住。</translation>
    </message>
    <message>
        <source>The dot on the left shoulder is hidden in {of} % of the frames.</source>
        <translation>左肩的圆点在 {of}% 的帧中被遮住。</translation>
    </message>
    <message>
        <source>The dot on the neck (C7) is hidden in {of} % of the frames.</source>
        <translation>颈部 (C7) 的圆点在 {of}% 的帧中被遮住。</translation>
    </message>
    <message>
        <source>The dot on the right ankle is hidden in {of} % of the frames.</source>
        <translation>右踝的圆点在 {of}% 的帧中被遮住。</translation>
    </message>
    <message>
        <source>The dot on the right shoulder is hidden in {of} % of the frames.</source>
        <translation>右肩的圆点在 {of}% 的帧中被遮住。</translation>
    </message>
    <message>
        <source>The left dot on the hips is hidden in {of} % of the frames.</source>
        <translation>骨盆左侧的圆点在 {of}% 的帧中被遮住。</translation>
    </message>
    <message>
        <source>The model “{name}” has no {file}, or it cannot be read.</source>
        <translation>模型“{name}”没有 {file}，或无法读取。</translation>
    </message>
    <message>
        <source>The person fills too little of the picture.</source>
        <translation>受检者在画面中太小。</translation>
    </message>
    <message>
        <source>The person is blurred.</source>
        <translation>受检者模糊不清。</translation>
    </message>
    <message>
        <source>The person is not seen from the front or from behind.</source>
        <translation>受检者不是从正面或背面拍摄的。</translation>
    </message>
    <message>
        <source>The person is too dark in the picture.</source>
        <translation>受检者在画面中太暗。</translation>
    </message>
    <message>
        <source>The program found {count} dots and named them.</source>
        <translation>程序找到了 {count} 个圆点并为其命名。</translation>
    </message>
    <message>
        <source>The right dot on the hips is hidden in {of} % of the frames.</source>
        <translation>骨盆右侧的圆点在 {of}% 的帧中被遮住。</translation>
    </message>
    <message>
        <source>The test people of {partition} are in no fold.</source>
        <translation>{partition} 的测试受检者不在任何一折中。</translation>
    </message>
    <message>
        <source>The vertical was found in the picture (±{error}°).</source>
        <translation>已在画面中找到垂直方向（±{error}°）。</translation>
    </message>
    <message>
        <source>The vertical was set by hand (±{error}°).</source>
        <translation>垂直方向由手动设定（±{error}°）。</translation>
    </message>
    <message>
        <source>These are the model&apos;s own scores, not probabilities.</source>
        <translation>这些是模型自身的得分，不是概率。</translation>
    </message>
    <message>
        <source>They agree</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>This computer is in clinic mode, but its file {place} cannot be read: {reason}.</source>
        <translation>本机处于诊所模式，但无法读取其文件 {place}：{reason}。</translation>
    </message>
    <message>
        <source>Trunk turned</source>
        <translation>躯干转向一侧</translation>
    </message>
    <message>
        <source>Vertical not known</source>
        <translation>垂直方向未知</translation>
    </message>
    <message>
        <source>What it learned from</source>
        <translation>学习数据</translation>
    </message>
    <message>
        <source>Wide-angle lens</source>
        <translation>广角镜头</translation>
    </message>
    <message>
        <source>Write it as a number, or leave it empty.</source>
        <translation>请写成数字，或留空。</translation>
    </message>
    <message>
        <source>Writing videos</source>
        <translation>写入视频</translation>
    </message>
    <message>
        <source>a part has another type</source>
        <translation>某一部分的类型不同</translation>
    </message>
    <message>
        <source>a part is missing</source>
        <translation>缺少某一部分</translation>
    </message>
    <message>
        <source>a part is too long</source>
        <translation>某一部分过长</translation>
    </message>
    <message>
        <source>against</source>
        <translation>不支持</translation>
    </message>
    <message>
        <source>another sex</source>
        <translation>其他性别</translation>
    </message>
    <message>
        <source>borderline</source>
        <translation>临界</translation>
    </message>
    <message>
        <source>degrees</source>
        <translation>度</translation>
    </message>
    <message>
        <source>demo</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>demo, trained on simulated walkers</source>
        <translation>演示，用模拟行走者训练</translation>
    </message>
    <message>
        <source>each member by itself, before their probabilities are averaged</source>
        <translation>各成员在概率取平均之前各自校准</translation>
    </message>
    <message>
        <source>features</source>
        <translation>有特征</translation>
    </message>
    <message>
        <source>female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>inconclusive</source>
        <translation>无法判断</translation>
    </message>
    <message>
        <source>it calls operators of “{domain}”</source>
        <translation>调用了“{domain}”的算子</translation>
    </message>
    <message>
        <source>it does not say where it comes from</source>
        <translation>未说明其来源</translation>
    </message>
    <message>
        <source>it has no manifest</source>
        <translation>没有清单</translation>
    </message>
    <message>
        <source>it holds something else</source>
        <translation>内容是别的东西</translation>
    </message>
    <message>
        <source>it is damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>it is encrypted</source>
        <translation>已加密</translation>
    </message>
    <message>
        <source>it is packed in another way</source>
        <translation>打包方式不同</translation>
    </message>
    <message>
        <source>it reads numbers from another file</source>
        <translation>从其他文件读取数值</translation>
    </message>
    <message>
        <source>it was written by another program</source>
        <translation>由其他程序写出</translation>
    </message>
    <message>
        <source>its manifest cannot be read</source>
        <translation>无法读取其清单</translation>
    </message>
    <message>
        <source>its schema is “{schema}”</source>
        <translation>其格式为“{schema}”</translation>
    </message>
    <message>
        <source>left side lower</source>
        <translation>左侧较低</translation>
    </message>
    <message>
        <source>left step longer</source>
        <translation>左步时间较长</translation>
    </message>
    <message>
        <source>left swings more</source>
        <translation>左臂摆幅较大</translation>
    </message>
    <message>
        <source>local, unvalidated</source>
        <translation>本地、未经验证</translation>
    </message>
    <message>
        <source>male</source>
        <translation>男</translation>
    </message>
    <message>
        <source>measured from dots</source>
        <translation>由圆点测得</translation>
    </message>
    <message>
        <source>negative</source>
        <translation>无侧弯样</translation>
    </message>
    <message>
        <source>neutral</source>
        <translation>临界</translation>
    </message>
    <message>
        <source>no features</source>
        <translation>无特征</translation>
    </message>
    <message>
        <source>not validated</source>
        <translation>未经验证</translation>
    </message>
    <message>
        <source>people</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>positive</source>
        <translation>侧弯样</translation>
    </message>
    <message>
        <source>positive or neutral</source>
        <translation>侧弯样或临界</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>research: local, unvalidated</source>
        <translation>研究用：本地、未经验证</translation>
    </message>
    <message>
        <source>resembles scoliosis</source>
        <translation>与脊柱侧弯者相似</translation>
    </message>
    <message>
        <source>right side lower</source>
        <translation>右侧较低</translation>
    </message>
    <message>
        <source>right step longer</source>
        <translation>右步时间较长</translation>
    </message>
    <message>
        <source>right swings more</source>
        <translation>右臂摆幅较大</translation>
    </message>
    <message>
        <source>sensitivity</source>
        <translation>灵敏度</translation>
    </message>
    <message>
        <source>the head</source>
        <translation>头部</translation>
    </message>
    <message>
        <source>the lower legs</source>
        <translation>小腿</translation>
    </message>
    <message>
        <source>1 moment accounts for {percent} % of what stood out to the model.</source>
        <translation>在模型看来突出的内容中，{percent}% 来自 1 个时刻。</translation>
    </message>
    <message>
        <source>--merge writes the table of all parts, --shard screens one.</source>
        <translation>--merge 写出所有分份的表格，--shard 只筛查一份。</translation>
    </message>
    <message>
        <source>95 % intervals by bootstrap, resampling people rather than sequences.</source>
        <translation>95% 区间由自助法得出；重抽样的单位是人，而不是序列。</translation>
    </message>
    <message>
        <source>A GPU is available and is faster.</source>
        <translation>有可用的 GPU，且速度更快。</translation>
    </message>
    <message>
        <source>A GPU was asked for, but this build of ONNX Runtime does not support GPUs.</source>
        <translation>要求使用 GPU，但此版本的 ONNX Runtime 不提供。</translation>
    </message>
    <message>
        <source>A batch asks for {asked} people, but there are only {there} to learn from: each batch has all of them.</source>
        <translation>一个批次需要 {asked} 人，而可供学习的只有 {there} 人：每个批次都包含所有人。</translation>
    </message>
    <message>
        <source>A batch asks for {asked} walks, but there are only {there} to learn from: each batch has all of them.</source>
        <translation>一个批次需要 {asked} 段行走，而可供学习的只有 {there} 段：每个批次都包含所有行走。</translation>
    </message>
    <message>
        <source>A batch of {size} sequences cannot be divided evenly between {processes} processes.</source>
        <translation>{processes} 个进程无法平均分担每批 {size} 个序列。</translation>
    </message>
    <message>
        <source>A camera is connected, but not available to this account.</source>
        <translation>已连接一个摄像头，但此账户无权使用。</translation>
    </message>
    <message>
        <source>A computer of the cluster cannot start screening: {why}.</source>
        <translation>集群中有一台计算机无法开始筛查：{why}。</translation>
    </message>
    <message>
        <source>A folder in the Scoliosis1K layout, or its packed store.</source>
        <translation>Scoliosis1K 布局的文件夹，或其打包存储。</translation>
    </message>
    <message>
        <source>A font with Chinese characters is installed.</source>
        <translation>已有包含中文字符的字体。</translation>
    </message>
    <message>
        <source>A mask must be a uint8 array of rows and columns; this one is {kind}.</source>
        <translation>掩膜必须是按行和列排列的 uint8 数组；现在的是 {kind}。</translation>
    </message>
    <message>
        <source>A model named “{name}” came with the program.</source>
        <translation>程序自带的模型中已有名为“{name}”的。</translation>
    </message>
    <message>
        <source>A model that learned from simulated people is a demonstration; “validated” takes more than training.</source>
        <translation>由模拟人训练得到的只是演示；“已验证”不能仅凭训练获得。</translation>
    </message>
    <message>
        <source>A network does not run on {provider}: {reason}</source>
        <translation>网络无法在 {provider} 上运行：{reason}</translation>
    </message>
    <message>
        <source>A network that uses both needs both for every frame.</source>
        <translation>同时使用两种输入的网络，每一帧都需要两者。</translation>
    </message>
    <message>
        <source>A network with three classes cannot learn that class from this dataset.</source>
        <translation>三分类网络无法从这里学到这一类。</translation>
    </message>
    <message>
        <source>A number of the procedure that was ordered is not one that DICOM can hold: up to {most} characters on one line, without backslashes.</source>
        <translation>DICOM 无法容纳所申请检查的一个编号：最多 {most} 个字符，写在一行内，不含反斜杠。</translation>
    </message>
    <message>
        <source>A password would go to “{url}” unencrypted.</source>
        <translation>密码会未经加密发送到“{url}”。</translation>
    </message>
    <message>
        <source>A peer cannot be waited for {seconds} seconds.</source>
        <translation>等待对方的时间不能是 {seconds} 秒。</translation>
    </message>
    <message>
        <source>A picture of shape {shape} cannot be recorded.</source>
        <translation>形状为 {shape} 的画面无法录制。</translation>
    </message>
    <message>
        <source>A process preparing sequences stopped unexpectedly; memory may have run out.</source>
        <translation>一个处理序列的进程自行结束了，可能是内存不足。</translation>
    </message>
    <message>
        <source>A recording is being made already.</source>
        <translation>正在录制。</translation>
    </message>
    <message>
        <source>A run that is ended from outside continues from its last checkpoint.</source>
        <translation>被外部终止的训练从最后一个检查点继续。</translation>
    </message>
    <message>
        <source>A setting of the records is not as it must be.</source>
        <translation>档案的某项设置不符合要求。</translation>
    </message>
    <message>
        <source>A video cannot be {factor} times slower than real time.</source>
        <translation>视频的播放速度不能是实际速度的 1/{factor}。</translation>
    </message>
    <message>
        <source>A video written as {codec} cannot be read back.</source>
        <translation>以 {codec} 写入的视频无法重新读取。</translation>
    </message>
    <message>
        <source>Absent</source>
        <translation>缺席</translation>
    </message>
    <message>
        <source>Add --agreed if you have signed the release agreement and abide by it.</source>
        <translation>如果您已签署并遵守数据发布协议，请加上 --agreed。</translation>
    </message>
    <message>
        <source>Add the account to the “video” group, then sign out and in again.</source>
        <translation>请将该账户加入“video”组，然后注销并重新登录。</translation>
    </message>
    <message>
        <source>Add the same model on every computer of the cluster.</source>
        <translation>请在集群的每台计算机上添加相同的模型。</translation>
    </message>
    <message>
        <source>Add walks of this class, choose another split, or leave the class out of class_order.</source>
        <translation>请添加该类别的行走，选择其他划分，或从 class_order 中去掉该类别。</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>After step {step} the network gives answers for the validation people that are not numbers.</source>
        <translation>第 {step} 步之后，网络对验证人群的输出不是有效数字。</translation>
    </message>
    <message>
        <source>After step {step} the weights are no longer numbers.</source>
        <translation>第 {step} 步之后的权重已不是有效数字。</translation>
    </message>
    <message>
        <source>All equal; balanced, so that a rare class counts as much as a common one; or one number per class, in class order.</source>
        <translation>全部相同；均衡，使少见类别与常见类别同等计入；或按类别顺序为每个类别给出一个数。</translation>
    </message>
    <message>
        <source>All sequences of the dataset were judged. It is not known whether the model was trained on some of them.</source>
        <translation>数据集的所有序列都经过判读。此处无法得知模型是否用其中一部分训练过。</translation>
    </message>
    <message>
        <source>Allow it in the privacy settings of this computer, then try again.</source>
        <translation>请在这台电脑的隐私设置中允许使用，然后重试。</translation>
    </message>
    <message>
        <source>Amend it, with a reason; both versions stay readable.</source>
        <translation>请说明理由后修订；两个版本都可查看。</translation>
    </message>
    <message>
        <source>Amended</source>
        <translation>已修订</translation>
    </message>
    <message>
        <source>Amended version</source>
        <translation>修订版本</translation>
    </message>
    <message>
        <source>An AE title has 1 to {count} letters, digits and signs of ASCII, without a backslash and without spaces at its ends.</source>
        <translation>AE 标题由 1 到 {count} 个 ASCII 字母、数字和符号组成，不含反斜杠，首尾不留空格。</translation>
    </message>
    <message>
        <source>An administrator must write it again, using the output of “scolioapp models lock”.</source>
        <translation>请管理员用“scolioapp models lock”输出的内容重新写入。</translation>
    </message>
    <message>
        <source>An amendment needs a reason.</source>
        <translation>修订需要说明理由。</translation>
    </message>
    <message>
        <source>An ensemble needs models that torch can read.</source>
        <translation>集成需要 torch 能读取的模型。</translation>
    </message>
    <message>
        <source>Analysis: {count} frames at {rate}/s, {estimator}, {packages}</source>
        <translation>分析：{count} 帧，{rate} 帧/秒，{estimator}，{packages}</translation>
    </message>
    <message>
        <source>Another outcome (“{outcome}”) needs a reason.</source>
        <translation>改为其他结论（“{outcome}”）需要说明理由。</translation>
    </message>
    <message>
        <source>Another peer is called “{name}” already.</source>
        <translation>已有另一个对方名为“{name}”。</translation>
    </message>
    <message>
        <source>Another process is training the run in “{name}”.</source>
        <translation>另一个进程正在训练“{name}”中的任务。</translation>
    </message>
    <message>
        <source>Another program uses the camera “{camera}”.</source>
        <translation>另一个程序正在使用摄像头“{camera}”。</translation>
    </message>
    <message>
        <source>Another window records or converts it: wait until it is ready.</source>
        <translation>另一个窗口正在录制或转换它：请等待完成。</translation>
    </message>
    <message>
        <source>Answer unstable</source>
        <translation>判读结果不稳定</translation>
    </message>
    <message>
        <source>As filmed, from the front: the child&apos;s left is on the right.</source>
        <translation>按拍摄画面，从正面看：受检者的左侧在右边。</translation>
    </message>
    <message>
        <source>Ask an administrator to do it, or to change your role.</source>
        <translation>请由管理员操作，或请其更改您的角色。</translation>
    </message>
    <message>
        <source>Ask another administrator to do it.</source>
        <translation>请由另一位管理员操作。</translation>
    </message>
    <message>
        <source>Ask fewer days, or ask who runs the worklist.</source>
        <translation>请减少查询的天数，或询问工作列表的管理者。</translation>
    </message>
    <message>
        <source>Ask for consent and correct the roster, or remove the video.</source>
        <translation>请征得同意并更正名单，或移除该视频。</translation>
    </message>
    <message>
        <source>Ask for permission to read it, connect its drive, or choose another folder.</source>
        <translation>请申请读取权限、连接其磁盘，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Ask for permission to read it, or copy it to a folder of your own.</source>
        <translation>请申请读取权限，或将其复制到您自己的文件夹。</translation>
    </message>
    <message>
        <source>Ask for permission to write there, or repair the disk or free some space on it.</source>
        <translation>请申请该处的写入权限，或修复磁盘、释放空间。</translation>
    </message>
    <message>
        <source>Ask the administrator to restore the model, or to set up clinic mode again.</source>
        <translation>请联系管理员：将模型恢复原样，或重新设置诊所模式。</translation>
    </message>
    <message>
        <source>Ask the person to walk straight towards or away from the camera.</source>
        <translation>请让受检者正对摄像机走来或背对走远。</translation>
    </message>
    <message>
        <source>Ask the person to walk straight towards the camera or straight away from it.</source>
        <translation>请让受检者正对摄像机走来，或背对摄像机走远。</translation>
    </message>
    <message>
        <source>Ask the person to walk straight towards the camera, or straight away from it.</source>
        <translation>请让受检者正对摄像机走来，或背对摄像机走远。</translation>
    </message>
    <message>
        <source>Ask who runs the archive to allow it, or take it off what is sent there.</source>
        <translation>请让归档系统的管理者允许接收，或不再向那里发送此项。</translation>
    </message>
    <message>
        <source>Ask who runs the archive.</source>
        <translation>请询问归档系统的管理者。</translation>
    </message>
    <message>
        <source>Ask who runs the server for the address of FHIR R4.</source>
        <translation>请向服务器管理人员询问 FHIR R4 的地址。</translation>
    </message>
    <message>
        <source>Ask who runs the server for the “system” of the patient numbers: an address such as https://school.example/children or urn:oid:2.25.1.</source>
        <translation>请向服务器管理人员询问受检者编号的“system”：形如 https://school.example/children 或 urn:oid:2.25.1 的地址。</translation>
    </message>
    <message>
        <source>Ask who runs the server to allow more, or send it without the video.</source>
        <translation>请服务器管理人员放宽限制，或不带视频发送。</translation>
    </message>
    <message>
        <source>Ask who runs the server.</source>
        <translation>请询问服务器管理人员。</translation>
    </message>
    <message>
        <source>Ask whoever made it for a file that contains only tensors.</source>
        <translation>请向制作者索取只含张量的文件。</translation>
    </message>
    <message>
        <source>Ask whoever made it for a file that contains the whole network.</source>
        <translation>请向制作者索取包含整个网络的文件。</translation>
    </message>
    <message>
        <source>Ask whoever made it for the arrays alone.</source>
        <translation>请向制作者索取仅含数组的文件。</translation>
    </message>
    <message>
        <source>Ask whoever runs the archive; 104 and 11112 are usual.</source>
        <translation>请询问归档系统的管理者；常用的是 104 和 11112。</translation>
    </message>
    <message>
        <source>Asked to send what was sent already</source>
        <translation>要求发送已发送过的内容</translation>
    </message>
    <message>
        <source>At least {count} are needed.</source>
        <translation>请至少给出 {count} 个。</translation>
    </message>
    <message>
        <source>At step {step} the gradients are no longer numbers.</source>
        <translation>第 {step} 步的梯度已不是有效数字。</translation>
    </message>
    <message>
        <source>At step {step} the gradients are too large for fp16.</source>
        <translation>第 {step} 步的梯度超出 fp16 的范围。</translation>
    </message>
    <message>
        <source>At step {step} the loss is no longer a number.</source>
        <translation>第 {step} 步的损失已不是有效数值。</translation>
    </message>
    <message>
        <source>At {date} the higher side was not written down: not compared.</source>
        <translation>{date} 未记录哪一侧较高：不作比较。</translation>
    </message>
    <message>
        <source>Audit trail exported</source>
        <translation>导出审计日志</translation>
    </message>
    <message>
        <source>Automatic backup made</source>
        <translation>生成自动备份</translation>
    </message>
    <message>
        <source>Automatic backups: {made}.</source>
        <translation>自动备份：{made}。</translation>
    </message>
    <message>
        <source>Available here: {possible}.</source>
        <translation>此处可用：{possible}。</translation>
    </message>
    <message>
        <source>Back pain</source>
        <translation>背痛</translation>
    </message>
    <message>
        <source>Backup restored</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>Backup saved to one file</source>
        <translation>备份保存为一个文件</translation>
    </message>
    <message>
        <source>Backups and versions</source>
        <translation>备份与版本</translation>
    </message>
    <message>
        <source>Backups of the records</source>
        <translation>记录的备份</translation>
    </message>
    <message>
        <source>Bars: 95 %. Small groups have wide bars; a difference between groups may be due to chance.</source>
        <translation>横线：95%。人数少的组横线较宽；各组之间的差异可能出于偶然。</translation>
    </message>
    <message>
        <source>Before it answers, this model weights what it saw by the measured posture: by body height (the thin strip beside the picture: longer lets more through) and by kind of trait (the sorted row of bars: higher lets more through).</source>
        <translation>得出结果之前，此模型按测得的姿势增强或减弱它看到的内容：按身体高度（图片旁的细条：越长，通过的越多），以及按网络通道（排序后的一排柱：越高，通过的越多）。</translation>
    </message>
    <message>
        <source>Begin a recording first.</source>
        <translation>请先开始录制。</translation>
    </message>
    <message>
        <source>Being analysed</source>
        <translation>分析中</translation>
    </message>
    <message>
        <source>Best by</source>
        <translation>优劣依据</translation>
    </message>
    <message>
        <source>Betas</source>
        <translation>Beta 系数</translation>
    </message>
    <message>
        <source>Blur a band</source>
        <translation>模糊条带</translation>
    </message>
    <message>
        <source>Blur window (pixels)</source>
        <translation>模糊窗口（像素）</translation>
    </message>
    <message>
        <source>Body parts</source>
        <translation>身体部分数</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Both maps cropped alike</source>
        <translation>两张图一致裁剪</translation>
    </message>
    <message>
        <source>By</source>
        <translation>保管人</translation>
    </message>
    <message>
        <source>By person; by class, each equally often; or in shuffled epochs.</source>
        <translation>按人；按类别且各类次数相同；或按打乱的轮次。</translation>
    </message>
    <message>
        <source>By sequence, leakage possible: no subject map says which person each sequence shows, so the same person may be in both training and test, and the intervals are too narrow.</source>
        <translation>按序列统计，可能存在泄漏：没有人员对照表说明每个序列属于谁，因此同一人可能同时出现在训练集和测试集中，区间也偏窄。</translation>
    </message>
    <message>
        <source>Cache folder</source>
        <translation>缓存文件夹</translation>
    </message>
    <message>
        <source>Cadence: {steps} steps per minute</source>
        <translation>步频：{steps} 步/分钟</translation>
    </message>
    <message>
        <source>Calculated from the report on {data} ({people} people, signed by {name}): sensitivity {sensitivity} %, specificity {specificity} %. 95 % intervals.</source>
        <translation>根据 {data} 的评估报告计算（{people} 人，由 {name} 签署）：灵敏度 {sensitivity}%，特异度 {specificity}%。区间均为 95% 区间。</translation>
    </message>
    <message>
        <source>Call it as people know it, such as “Archive of the clinic”.</source>
        <translation>请用大家熟悉的名称，例如“诊所的归档系统”。</translation>
    </message>
    <message>
        <source>Camera moving</source>
        <translation>摄像机移动</translation>
    </message>
    <message>
        <source>Camera tilt was not taken into account: measurements are taken against the edges of the picture.</source>
        <translation>未考虑摄像机的倾斜：测量以画面边缘为准。</translation>
    </message>
    <message>
        <source>Cameras are checked only in the window.</source>
        <translation>只有窗口程序才会检查摄像头。</translation>
    </message>
    <message>
        <source>Cameras cannot be opened: the system library libpulse is missing.</source>
        <translation>无法打开摄像头：缺少系统库 libpulse。</translation>
    </message>
    <message>
        <source>Cameras cannot be opened: {reason}.</source>
        <translation>无法打开摄像头：{reason}。</translation>
    </message>
    <message>
        <source>Cameras connected, but not available to this account: {count}.</source>
        <translation>已连接 {count} 个摄像头，但此账户无权使用。</translation>
    </message>
    <message>
        <source>Can be read: {codecs}.</source>
        <translation>可以读取 {codecs}。</translation>
    </message>
    <message>
        <source>Cannot be read: {bad}. Can be read: {good}.</source>
        <translation>无法读取：{bad}。可以读取：{good}。</translation>
    </message>
    <message>
        <source>Card {code}</source>
        <translation>卡片 {code}</translation>
    </message>
    <message>
        <source>Cards of a screening day</source>
        <translation>筛查日卡片</translation>
    </message>
    <message>
        <source>Caution</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>Change perspective</source>
        <translation>透视变化</translation>
    </message>
    <message>
        <source>Changed by {change} % of height to the left between {earlier} and {newer}: more than the error of both ({error} %).</source>
        <translation>{earlier} 至 {newer} 向左变化了身高的 {change} %：超过两者的误差（{error} %）。</translation>
    </message>
    <message>
        <source>Changed by {change} % of height to the right between {earlier} and {newer}: more than the error of both ({error} %).</source>
        <translation>{earlier} 至 {newer} 向右变化了身高的 {change} %：超过两者的误差（{error} %）。</translation>
    </message>
    <message>
        <source>Changed by {change} %, towards a longer left step, between {earlier} and {newer}: more than the error of both ({error} %).</source>
        <translation>{earlier} 至 {newer} 变化了 {change} %，趋向左步较长：超过两者的误差（{error} %）。</translation>
    </message>
    <message>
        <source>Changed by {change} %, towards a longer right step, between {earlier} and {newer}: more than the error of both ({error} %).</source>
        <translation>{earlier} 至 {newer} 变化了 {change} %，趋向右步较长：超过两者的误差（{error} %）。</translation>
    </message>
    <message>
        <source>Changed by {change} %, towards more swing on the left, between {earlier} and {newer}: more than the error of both ({error} %).</source>
        <translation>{earlier} 至 {newer} 变化了 {change} %，趋向左臂摆动较多：超过两者的误差（{error} %）。</translation>
    </message>
    <message>
        <source>Changed by {change} %, towards more swing on the right, between {earlier} and {newer}: more than the error of both ({error} %).</source>
        <translation>{earlier} 至 {newer} 变化了 {change} %，趋向右臂摆动较多：超过两者的误差（{error} %）。</translation>
    </message>
    <message>
        <source>Changed by {change}° to the left between {earlier} and {newer}: more than the error of both ({error}°).</source>
        <translation>{earlier} 至 {newer} 向左变化了 {change}°：超过两者的误差（{error}°）。</translation>
    </message>
    <message>
        <source>Changed by {change}° to the right between {earlier} and {newer}: more than the error of both ({error}°).</source>
        <translation>{earlier} 至 {newer} 向右变化了 {change}°：超过两者的误差（{error}°）。</translation>
    </message>
    <message>
        <source>Changed by {change}°, towards left side higher, between {earlier} and {newer}: more than the error of both ({error}°).</source>
        <translation>{earlier} 至 {newer} 变化了 {change}°，趋向左侧较高：超过两者的误差（{error}°）。</translation>
    </message>
    <message>
        <source>Changed by {change}°, towards left side lower, between {earlier} and {newer}: more than the error of both ({error}°).</source>
        <translation>{earlier} 至 {newer} 变化了 {change}°，趋向左侧较低：超过两者的误差（{error}°）。</translation>
    </message>
    <message>
        <source>Changed by {change}°, towards right side higher, between {earlier} and {newer}: more than the error of both ({error}°).</source>
        <translation>{earlier} 至 {newer} 变化了 {change}°，趋向右侧较高：超过两者的误差（{error}°）。</translation>
    </message>
    <message>
        <source>Changed by {change}°, towards right side lower, between {earlier} and {newer}: more than the error of both ({error}°).</source>
        <translation>{earlier} 至 {newer} 变化了 {change}°，趋向右侧较低：超过两者的误差（{error}°）。</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>通道数</translation>
    </message>
    <message>
        <source>Channels of the four stages of the backbone.</source>
        <translation>骨干网络四个阶段的通道数。</translation>
    </message>
    <message>
        <source>Check address and port, and whether the server is running.</source>
        <translation>请检查地址和端口，以及服务器是否正在运行。</translation>
    </message>
    <message>
        <source>Check address and port: a server without https may be there.</source>
        <translation>请检查地址和端口：那里可能是不使用 https 的服务器。</translation>
    </message>
    <message>
        <source>Check both AE titles in the settings, and have whoever runs the archive enter “{title}” there.</source>
        <translation>请检查设置中的两个 AE 标题，并请归档系统的管理者在那里登记“{title}”。</translation>
    </message>
    <message>
        <source>Check on the picture that every name is correct, and change any that is not.</source>
        <translation>请在图上核对每个名称是否正确，不正确的请更改。</translation>
    </message>
    <message>
        <source>Check port and encryption in the settings: another service may be there.</source>
        <translation>请检查设置中的端口和加密：那里可能是别的服务。</translation>
    </message>
    <message>
        <source>Check that the camera is level and that the person walks straight.</source>
        <translation>请检查摄像机是否水平，受检者是否直行。</translation>
    </message>
    <message>
        <source>Check that the correct person was chosen; where possible, film one person alone.</source>
        <translation>请检查是否选对了人；尽可能只拍一个人。</translation>
    </message>
    <message>
        <source>Check that the program is fully installed, then resume the run.</source>
        <translation>请确认程序安装完整，然后恢复训练。</translation>
    </message>
    <message>
        <source>Check that the stick or the drive is connected, and try again.</source>
        <translation>请检查U盘或驱动器是否已连接，然后重试。</translation>
    </message>
    <message>
        <source>Check that this is how it was filmed: cadence and step times depend on it.</source>
        <translation>请确认确实是这样拍摄的：步频和步时都取决于它。</translation>
    </message>
    <message>
        <source>Check the address in the settings, and whether this computer is online.</source>
        <translation>请检查设置中的地址，以及这台电脑是否已联网。</translation>
    </message>
    <message>
        <source>Check the address in the settings.</source>
        <translation>请检查设置中的地址。</translation>
    </message>
    <message>
        <source>Check the address in the settings: another service may be there.</source>
        <translation>请检查设置中的地址：那里可能是另一种服务。</translation>
    </message>
    <message>
        <source>Check the device, then resume the run: it continues from its last checkpoint.</source>
        <translation>请检查设备，然后继续该次训练：它将从最后的检查点开始。</translation>
    </message>
    <message>
        <source>Check the disk, then open the day again.</source>
        <translation>请检查磁盘，然后再次打开这一天。</translation>
    </message>
    <message>
        <source>Check the keyboard&apos;s language and Caps Lock, and try again.</source>
        <translation>请检查键盘语言和大写锁定键，然后重试。</translation>
    </message>
    <message>
        <source>Check the path of the folder with the videos.</source>
        <translation>请检查视频文件夹的路径。</translation>
    </message>
    <message>
        <source>Check under Results whether it was deleted.</source>
        <translation>请在结果页查看它是否已被删除。</translation>
    </message>
    <message>
        <source>Check user and password, or the token, in the settings.</source>
        <translation>请检查设置中的用户名和密码，或令牌。</translation>
    </message>
    <message>
        <source>Check what is in it, and delete by hand what you do not need.</source>
        <translation>请查看其中内容，并手动移除不需要的部分。</translation>
    </message>
    <message>
        <source>Check whether the video froze.</source>
        <translation>请查看视频是否静止不动。</translation>
    </message>
    <message>
        <source>Check whether this computer is online, and try again.</source>
        <translation>请检查这台电脑是否已联网，然后重试。</translation>
    </message>
    <message>
        <source>Check who may read it, or connect its disk.</source>
        <translation>请检查读取权限，或连接其所在磁盘。</translation>
    </message>
    <message>
        <source>Checkpoint every (steps)</source>
        <translation>检查点间隔（步）</translation>
    </message>
    <message>
        <source>Chinese characters</source>
        <translation>中文字符</translation>
    </message>
    <message>
        <source>Choose 1 to 600 seconds.</source>
        <translation>请选择 1 到 600 秒。</translation>
    </message>
    <message>
        <source>Choose a PNG or JPEG of up to 200 kB and 2000 pixels on each side.</source>
        <translation>请选择不超过 200 kB、每边不超过 2000 像素的 PNG 或 JPEG 图片。</translation>
    </message>
    <message>
        <source>Choose a checkpoint written by OpenGait.</source>
        <translation>请选择由 OpenGait 写出的检查点。</translation>
    </message>
    <message>
        <source>Choose a file that holds the list and nothing else.</source>
        <translation>请选择只含名单的文件。</translation>
    </message>
    <message>
        <source>Choose a file that was saved as a backup; its name ends in “.scoliobackup”.</source>
        <translation>请选择保存为备份的文件，其名称以“.scoliobackup”结尾。</translation>
    </message>
    <message>
        <source>Choose a file with a row of titles and one row for each child.</source>
        <translation>请选择有一行标题、每名儿童一行的文件。</translation>
    </message>
    <message>
        <source>Choose a file with certificates in PEM form, which begins with “BEGIN CERTIFICATE”.</source>
        <translation>请选择 PEM 格式的证书文件，其开头为“BEGIN CERTIFICATE”。</translation>
    </message>
    <message>
        <source>Choose a file with the children of this screening only.</source>
        <translation>请选择只含本次筛查儿童的文件。</translation>
    </message>
    <message>
        <source>Choose a folder of their own for them; it may lie in that of the videos.</source>
        <translation>请为结果选择单独的文件夹；它可以位于视频文件夹之内。</translation>
    </message>
    <message>
        <source>Choose a folder that contains config.yaml and checkpoint.pt.</source>
        <translation>请选择包含 config.yaml 和 checkpoint.pt 的文件夹。</translation>
    </message>
    <message>
        <source>Choose a folder with files such as mp4, mov, mkv, avi or mts.</source>
        <translation>请选择包含 mp4、mov、mkv、avi 或 mts 等文件的文件夹。</translation>
    </message>
    <message>
        <source>Choose a new folder for the results.</source>
        <translation>请为结果选择新的文件夹。</translation>
    </message>
    <message>
        <source>Choose a partition whose validation part has negative people and others.</source>
        <translation>请选择验证部分既有无特征者又有其他人的划分文件。</translation>
    </message>
    <message>
        <source>Choose a report written by “scolioapp evaluate”.</source>
        <translation>请选择由“scolioapp evaluate”写出的报告。</translation>
    </message>
    <message>
        <source>Choose a spot marked on the picture, or film again with other dots.</source>
        <translation>请选择图上标出的圆点，或换用其他圆点重新拍摄。</translation>
    </message>
    <message>
        <source>Choose a video file from a camera or phone; if it plays in other programs, convert it to mp4 (H.264).</source>
        <translation>请选择摄像机或手机拍摄的视频文件；如果在别处能播放，请转换为 mp4 (H.264)。</translation>
    </message>
    <message>
        <source>Choose an upright edge of the room, such as a door frame.</source>
        <translation>请选择房间里竖直的边缘，例如门框。</translation>
    </message>
    <message>
        <source>Choose another day, or ask the hospital whether the children are planned.</source>
        <translation>请选择另一天，或询问医院是否已安排这些儿童。</translation>
    </message>
    <message>
        <source>Choose another day, or make a new one from the list of children.</source>
        <translation>请选择另一个筛查日，或用儿童名单新建一个。</translation>
    </message>
    <message>
        <source>Choose another day, or make a new one.</source>
        <translation>请选择其他筛查日，或新建一个。</translation>
    </message>
    <message>
        <source>Choose another folder, or let them be moved aside.</source>
        <translation>请选择其他文件夹，或允许将现有档案移到一旁。</translation>
    </message>
    <message>
        <source>Choose another format of the camera.</source>
        <translation>请选择摄像头的另一种格式。</translation>
    </message>
    <message>
        <source>Choose another format or another camera.</source>
        <translation>请选择另一种格式或另一个摄像头。</translation>
    </message>
    <message>
        <source>Choose another name to unlock with.</source>
        <translation>请换一个用于解锁的登录名。</translation>
    </message>
    <message>
        <source>Choose another part of the recording.</source>
        <translation>请选择视频的另一段。</translation>
    </message>
    <message>
        <source>Choose another picture.</source>
        <translation>请选择另一张图片。</translation>
    </message>
    <message>
        <source>Choose female, male or other, or leave it empty.</source>
        <translation>请选择女、男或其他，也可留空。</translation>
    </message>
    <message>
        <source>Choose fewer folds, or a dataset with more people.</source>
        <translation>请减少折数，或选择受检者更多的数据集。</translation>
    </message>
    <message>
        <source>Choose one that is marked on the picture.</source>
        <translation>请选择图上标出的圆点。</translation>
    </message>
    <message>
        <source>Choose other recordings to compare.</source>
        <translation>请在其他视频上比较。</translation>
    </message>
    <message>
        <source>Choose the .pt file written by training.</source>
        <translation>请选择训练写出的 .pt 文件。</translation>
    </message>
    <message>
        <source>Choose the correct file.</source>
        <translation>请选择正确的文件。</translation>
    </message>
    <message>
        <source>Choose the folder of a screening; it contains a result.json.</source>
        <translation>请选择一次筛查的文件夹，其中应有 result.json。</translation>
    </message>
    <message>
        <source>Choose the folder of the records, or begin new ones.</source>
        <translation>请选择档案所在的文件夹，或新建档案。</translation>
    </message>
    <message>
        <source>Choose the folder that contains the five-digit folders.</source>
        <translation>请选择包含五位数文件夹的文件夹。</translation>
    </message>
    <message>
        <source>Choose the order of day and month.</source>
        <translation>请选择日和月的顺序。</translation>
    </message>
    <message>
        <source>Choose the partition file made for this dataset.</source>
        <translation>请选择属于此数据集的划分文件。</translation>
    </message>
    <message>
        <source>Choose the partition made for this dataset.</source>
        <translation>请选择属于该数据集的划分文件。</translation>
    </message>
    <message>
        <source>Choose the patient first, then record.</source>
        <translation>请先选择受检者，再录制。</translation>
    </message>
    <message>
        <source>Choose the processor in the settings, or check this computer under Help.</source>
        <translation>请在设置中选择处理器，或在帮助页检查此计算机。</translation>
    </message>
    <message>
        <source>Choose two different ones that are both on the list.</source>
        <translation>请选择列表中两位不同的受检者。</translation>
    </message>
    <message>
        <source>Choose two points far apart on an upright edge of the room, such as a door frame.</source>
        <translation>请在房间里竖直的边缘（例如门框）上选择相距较远的两点。</translation>
    </message>
    <message>
        <source>Choose which column does, or add one to the file.</source>
        <translation>请选择哪一列是，或在文件中添加一列。</translation>
    </message>
    <message>
        <source>Choose whose it is, or add the patient and take over again.</source>
        <translation>请选择它属于谁，或先添加该受检者，再次接管。</translation>
    </message>
    <message>
        <source>Choose whose it is.</source>
        <translation>请选择它属于谁。</translation>
    </message>
    <message>
        <source>Class of each output of the network, separated by commas.</source>
        <translation>网络各输出对应的类别，用逗号分隔。</translation>
    </message>
    <message>
        <source>Class order</source>
        <translation>类别顺序</translation>
    </message>
    <message>
        <source>Class weights</source>
        <translation>类别权重</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别数</translation>
    </message>
    <message>
        <source>Clean the lens, use more light, and focus the camera on the person.</source>
        <translation>请清洁镜头、增加光线，并让摄像机对焦到受检者身上。</translation>
    </message>
    <message>
        <source>Clip gradients at</source>
        <translation>梯度裁剪</translation>
    </message>
    <message>
        <source>Close any program that is using it, and try again.</source>
        <translation>请关闭正在使用它的程序，然后重试。</translation>
    </message>
    <message>
        <source>Close other programs or ask for less, then try again.</source>
        <translation>请关闭其他程序、减少数量，然后重试。</translation>
    </message>
    <message>
        <source>Close other programs, or choose the processor in the settings.</source>
        <translation>请关闭其他程序，或改用处理器计算（见设置）。</translation>
    </message>
    <message>
        <source>Close other programs, or keep the recordings on another disk.</source>
        <translation>请关闭其他程序，或把视频保存到另一个磁盘。</translation>
    </message>
    <message>
        <source>Close other programs, then try this video again.</source>
        <translation>请关闭其他程序，然后重试此视频。</translation>
    </message>
    <message>
        <source>Close that window, or go on in it.</source>
        <translation>请关闭那个窗口，或在其中继续操作。</translation>
    </message>
    <message>
        <source>Close video calls and other camera programs, then try again.</source>
        <translation>请关闭视频通话和其他使用摄像头的程序，然后重试。</translation>
    </message>
    <message>
        <source>Code on a printed page checked</source>
        <translation>核对打印页上的代码</translation>
    </message>
    <message>
        <source>Columns cut from each side</source>
        <translation>每侧裁去的列数</translation>
    </message>
    <message>
        <source>Columns cut from each side of a frame of 64 x 64 pixels.</source>
        <translation>从 64 x 64 像素的帧每侧裁去的列数。</translation>
    </message>
    <message>
        <source>Come closer.</source>
        <translation>请走近一些。</translation>
    </message>
    <message>
        <source>Compare it with the printed key; it has no 0, 1, I, L or O.</source>
        <translation>请与打印的密钥核对；其中没有 0、1、I、L 和 O。</translation>
    </message>
    <message>
        <source>Compile</source>
        <translation>编译</translation>
    </message>
    <message>
        <source>Confirm first that {name} stands there.</source>
        <translation>请先确认站在那里的是 {name}。</translation>
    </message>
    <message>
        <source>Conflicting packages</source>
        <translation>冲突的软件包</translation>
    </message>
    <message>
        <source>Connect its disk, or check who may read it.</source>
        <translation>请连接其所在磁盘，或检查读取权限。</translation>
    </message>
    <message>
        <source>Connect the disk that it points to, or remove the link.</source>
        <translation>请连接它所指向的磁盘，或移除该链接。</translation>
    </message>
    <message>
        <source>Connect the drive it is on, or choose another folder.</source>
        <translation>请连接所在的磁盘，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Consent ended by a refusal</source>
        <translation>同意因拒绝而终止</translation>
    </message>
    <message>
        <source>Consent for {name} not known, said by {who}</source>
        <translation>不知道 {name} 是否获得同意，由 {who} 告知</translation>
    </message>
    <message>
        <source>Consent for {name}, said by {who}</source>
        <translation>{name} 已获同意，由 {who} 告知</translation>
    </message>
    <message>
        <source>Consent holds today.</source>
        <translation>今天有有效的同意。</translation>
    </message>
    <message>
        <source>Consent refused</source>
        <translation>拒绝同意</translation>
    </message>
    <message>
        <source>Consent withdrawn</source>
        <translation>撤回同意</translation>
    </message>
    <message>
        <source>Consent written down</source>
        <translation>记录同意</translation>
    </message>
    <message>
        <source>Content of a result to be sent</source>
        <translation>结果中待发送的内容</translation>
    </message>
    <message>
        <source>Continue the run with the data and settings it was started with.</source>
        <translation>请使用训练开始时的数据和设置继续训练。</translation>
    </message>
    <message>
        <source>Continue with your service&apos;s usual examinations. Examine the back whenever there is any other reason to.</source>
        <translation>请继续您所在机构的常规检查。只要有其他理由，就应检查背部。</translation>
    </message>
    <message>
        <source>Convert it to real speed, or leave it out.</source>
        <translation>请恢复为实际速度，或将其略去。</translation>
    </message>
    <message>
        <source>Copy it again from its source, or ask whoever made it.</source>
        <translation>请从来源处重新复制，或询问其制作者。</translation>
    </message>
    <message>
        <source>Copy it again from its source.</source>
        <translation>请从来源处重新复制。</translation>
    </message>
    <message>
        <source>Copy it again, without line breaks.</source>
        <translation>请重新复制，不要包含换行。</translation>
    </message>
    <message>
        <source>Copy it from the camera again, and wait for the copy to finish.</source>
        <translation>请从摄像机重新复制，并等待复制完成。</translation>
    </message>
    <message>
        <source>Copy it from the camera again, or film again.</source>
        <translation>请从摄像机重新复制，或重新拍摄。</translation>
    </message>
    <message>
        <source>Copy the file from the camera again; if that does not help, film again.</source>
        <translation>请从摄像机重新复制该文件；如果仍无效，请重新拍摄。</translation>
    </message>
    <message>
        <source>Cores: {cores}. Memory: {total} GB, {free} GB free.</source>
        <translation>核心数：{cores}。内存：{total} GB，其中 {free} GB 可用。</translation>
    </message>
    <message>
        <source>Correct it in the dataset and pack again.</source>
        <translation>请在数据集中修正后重新打包。</translation>
    </message>
    <message>
        <source>Correct it, and send again.</source>
        <translation>请更正后重新发送。</translation>
    </message>
    <message>
        <source>Correct only with this model: {this} sequences; only with “{name}”: {other}. McNemar&apos;s exact test: p {p}.</source>
        <translation>仅此模型判对的序列：{this}；仅“{name}”判对的序列：{other}；McNemar 精确检验：p {p}。</translation>
    </message>
    <message>
        <source>Correct the card, or ask whoever made the network for a correct one.</source>
        <translation>请改正卡片，或向网络的制作者索取正确的卡片。</translation>
    </message>
    <message>
        <source>Correct the line, or restore the file.</source>
        <translation>请修正该行，或恢复该文件。</translation>
    </message>
    <message>
        <source>Correct the number of that patient, then take over once more.</source>
        <translation>请更正该受检者的编号，然后再次接管。</translation>
    </message>
    <message>
        <source>Correct when not reported (NPV)</source>
        <translation>未判为该组时正确的比例 (NPV)</translation>
    </message>
    <message>
        <source>Correct when reported (PPV)</source>
        <translation>判为该组时正确的比例 (PPV)</translation>
    </message>
    <message>
        <source>Correct, {milliseconds} ms a run.</source>
        <translation>正确，每次运行 {milliseconds} 毫秒。</translation>
    </message>
    <message>
        <source>Corrected for {lens}, which the file names. Too few edges in the picture confirm it, so the intervals are wider.</source>
        <translation>已按文件标明的镜头 {lens} 校正。画面中能加以证实的边缘太少，因此区间更宽。</translation>
    </message>
    <message>
        <source>Corrected for {lens}: the file names it, and edges in the picture are bent as it bends them.</source>
        <translation>已按 {lens} 校正：文件标明了该镜头，画面中的边缘也与它造成的弯曲一致。</translation>
    </message>
    <message>
        <source>Could not be measured in this recording.</source>
        <translation>本段视频中无法测得。</translation>
    </message>
    <message>
        <source>Could not be measured: {names}</source>
        <translation>无法测得：{names}</translation>
    </message>
    <message>
        <source>Cover the mirror, or film where there is none in the picture.</source>
        <translation>请遮住镜子，或在画面中没有镜子的地方拍摄。</translation>
    </message>
    <message>
        <source>Crops limbs and joints of a skeleton map alike, so that they line up. The published networks were trained on maps that do not.</source>
        <translation>对骨架图的肢体和关节作一致裁剪，使其重合。已发表的网络是用不重合的图训练的。</translation>
    </message>
    <message>
        <source>Cross-entropy weight</source>
        <translation>交叉熵权重</translation>
    </message>
    <message>
        <source>Cross-validation: people are divided into this many folds, each fold is judged by a network that never saw its people, and the networks together form one model. It takes that many times as long. Test people in a partition file are left out.</source>
        <translation>交叉验证：受检者被分成这么多折，每一折由从未见过其中受检者的网络判断，所有网络合成一个模型。所需时间为相应的倍数。划分文件中的测试受检者不参与。</translation>
    </message>
    <message>
        <source>Crossed out: it crashed ({detail}).</source>
        <translation>已排除：它崩溃了（{detail}）。</translation>
    </message>
    <message>
        <source>Crossed out: it did not answer in time.</source>
        <translation>已排除：它没有及时回答。</translation>
    </message>
    <message>
        <source>Crossed out: it does not run ({detail}).</source>
        <translation>已排除：它无法运行（{detail}）。</translation>
    </message>
    <message>
        <source>Crossed out: it needs more memory than there is.</source>
        <translation>已排除：它需要的内存超过现有内存。</translation>
    </message>
    <message>
        <source>Crossed out: its answer to a known question is wrong.</source>
        <translation>已排除：它对已知问题的回答是错误的。</translation>
    </message>
    <message>
        <source>DICOM</source>
        <translation>DICOM</translation>
    </message>
    <message>
        <source>DRAFT - not signed</source>
        <translation>草稿——未签名</translation>
    </message>
    <message>
        <source>DRAFT - reviewed, not signed</source>
        <translation>草稿——已审核，未签名</translation>
    </message>
    <message>
        <source>Data licence</source>
        <translation>数据许可</translation>
    </message>
    <message>
        <source>Dataset folder</source>
        <translation>数据集文件夹</translation>
    </message>
    <message>
        <source>Decay of a moving average of the weights, such as 0.999; the average becomes the model.</source>
        <translation>权重滑动平均的衰减，例如 0.999；此平均即为模型。</translation>
    </message>
    <message>
        <source>Decay of the two moments of AdamW.</source>
        <translation>AdamW 两个矩的衰减。</translation>
    </message>
    <message>
        <source>Definition of the keypoints in the poses, such as coco; copied into the card.</source>
        <translation>姿态关键点的定义，例如 coco；写入模型卡。</translation>
    </message>
    <message>
        <source>Delete it first; it goes into the recycle bin.</source>
        <translation>请先删除；它会进入回收站。</translation>
    </message>
    <message>
        <source>Demonstration model, trained on simulated walkers. Its answers have no clinical meaning.</source>
        <translation>演示模型：用模拟行走者训练。它的输出没有任何临床意义。</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Differences on the same people; bars: 95 %. A difference whose bar crosses zero may be due to chance.</source>
        <translation>在同一批人上的差值，横线：95%。横线跨过零的，可能出于偶然。</translation>
    </message>
    <message>
        <source>Do not use it any further. Restore the newest backup.</source>
        <translation>请勿继续使用。请恢复最新的备份。</translation>
    </message>
    <message>
        <source>Do not use this model. Restore the folder from its source.</source>
        <translation>请勿使用此模型。请从来源处恢复该文件夹。</translation>
    </message>
    <message>
        <source>Do not use this model. Restore the folder, or tell whoever made it.</source>
        <translation>请勿使用此模型。请恢复该文件夹，或告知其制作者。</translation>
    </message>
    <message>
        <source>Do the parents of {name} consent? Answer first.</source>
        <translation>{name} 的家长同意吗？请先回答。</translation>
    </message>
    <message>
        <source>Does not resemble scoliosis: {percent} of 100</source>
        <translation>与无脊柱侧弯者相似：{percent}/100</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Done. Thank you.</source>
        <translation>完成了，谢谢。</translation>
    </message>
    <message>
        <source>Dot hidden some of the time</source>
        <translation>圆点有时被遮住</translation>
    </message>
    <message>
        <source>Dot: mean over complete steps. Bar: the range it lies in (95 %); the dot is filled if the range does not include zero. The scale is the same for every recording; an arrow marks what goes beyond it.</source>
        <translation>圆点：完整步伐的平均值。横条：数值所在的范围（95 %）；范围不含零时圆点为实心。每段视频使用相同的刻度；超出刻度处以箭头标出。</translation>
    </message>
    <message>
        <source>Dots not checked</source>
        <translation>圆点未经核对</translation>
    </message>
    <message>
        <source>Dots: folds. Line and bar: mean and one standard deviation to either side, not a 95 % interval.</source>
        <translation>圆点：各折。竖线和色带：均值及其两侧各一个标准差，并非 95 % 区间。</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Draws a rectangle for each frame rather than once for the sequence.</source>
        <translation>为每一帧而不是整个序列抽取矩形。</translation>
    </message>
    <message>
        <source>Each class against the rest; band: 95 %; dashed: share of the group in this dataset.</source>
        <translation>各组对其余；色带：95%；虚线：该组在此数据集中的比例。</translation>
    </message>
    <message>
        <source>Each class against the rest; band: 95 %; dot: answer by largest mean cosine; dashed: chance.</source>
        <translation>各组对其余；色带：95%；圆点：以平均余弦最大者判读；虚线：随机水平。</translation>
    </message>
    <message>
        <source>Each counts as a separate person; add them.</source>
        <translation>它们各自被当作不同的人；请补充完整。</translation>
    </message>
    <message>
        <source>Each strip also takes in what is above and below it. It suggests where the model looked, not where something is. Colour beside the body means that the model used the empty space there.</source>
        <translation>每一条也看到其上方和下方的内容。它只提示模型看了哪里，不表示那里有什么。身体旁边的颜色表示模型依据的是那里的空白。</translation>
    </message>
    <message>
        <source>Earlier treatment</source>
        <translation>既往处置</translation>
    </message>
    <message>
        <source>Eight-bit models run on the processor.</source>
        <translation>八位模型供处理器使用。</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Empty visit brought back</source>
        <translation>已恢复空的就诊</translation>
    </message>
    <message>
        <source>Empty visit removed</source>
        <translation>移除空的就诊</translation>
    </message>
    <message>
        <source>Enter it alone, such as pacs.example or 192.168.1.20; the port has a field.</source>
        <translation>请只输入它本身，例如 pacs.example 或 192.168.1.20；端口另有一栏。</translation>
    </message>
    <message>
        <source>Enter it whole, such as https://pacs.example/dicom-web; the name has a field.</source>
        <translation>请输入完整地址，例如 https://pacs.example/dicom-web；用户名另有一栏。</translation>
    </message>
    <message>
        <source>Enter your name and password.</source>
        <translation>请输入登录名和密码。</translation>
    </message>
    <message>
        <source>Enter your own finding first, or screen the recording.</source>
        <translation>请先填写您自己的发现，或先筛查这段视频。</translation>
    </message>
    <message>
        <source>Entry {number} of the audit trail was changed or removed.</source>
        <translation>审计记录的第 {number} 条被改动或删除。</translation>
    </message>
    <message>
        <source>Erase a rectangle</source>
        <translation>擦除矩形</translation>
    </message>
    <message>
        <source>Erased for good</source>
        <translation>已永久清除</translation>
    </message>
    <message>
        <source>Evaluate this model itself: scolioapp evaluate.</source>
        <translation>请评估这一个模型：scolioapp evaluate。</translation>
    </message>
    <message>
        <source>Evaluates the finished model on them once, for its card.</source>
        <translation>在测试人群上评估一次最终模型，写入模型卡。</translation>
    </message>
    <message>
        <source>Every page, row, entry and file is as it was written. Trail: {code}.</source>
        <translation>每一页、每一行、每一条目和每个文件都与写入时一致。审计日志：{code}。</translation>
    </message>
    <message>
        <source>Every person was judged once, by the one of {count} networks that never saw them (seed of the folds: {seed}). The figures describe such networks, not their ensemble.</source>
        <translation>每位受检者只被判断一次，由 {count} 个网络中从未见过其本人的那一个判断（分折种子：{seed}）。这些数值说明的是这样的网络，而不是它们的集成。</translation>
    </message>
    <message>
        <source>Examine</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Examine the back now with the forward-bend test. Filming again helps only if it is done differently: a whole walk straight towards the camera, in close-fitting clothes.</source>
        <translation>请现在就用前屈试验检查背部。只有改变拍摄方式，重新拍摄才有用：身穿贴身衣物，正对摄像机走完全程。</translation>
    </message>
    <message>
        <source>Examine the back of these children: forward-bend test with a scoliometer, by your service&apos;s own rules. Screen a second time before you refer.</source>
        <translation>请检查这些儿童的背部：用脊柱侧弯测量尺做前屈试验，按本机构的规定执行。转诊前请再筛查一次。</translation>
    </message>
    <message>
        <source>Examine the back: forward-bend test with a scoliometer, or film again and compare.</source>
        <translation>检查背部：用脊柱侧弯测量尺做前屈试验，或重新拍摄并比较。</translation>
    </message>
    <message>
        <source>Examiner</source>
        <translation>检查者</translation>
    </message>
    <message>
        <source>Expected: five digits / Positive, Neutral or Negative / view / view.pkl.</source>
        <translation>应为：五位数字 / Positive、Neutral 或 Negative / 视角 / 视角.pkl。</translation>
    </message>
    <message>
        <source>Expected: {needed}.</source>
        <translation>应为：{needed}。</translation>
    </message>
    <message>
        <source>Expected: {need}.</source>
        <translation>应为：{need}。</translation>
    </message>
    <message>
        <source>Extract the sequence from its video again, or leave it out.</source>
        <translation>请用视频重新生成该序列，或将其略去。</translation>
    </message>
    <message>
        <source>F1, mean over classes</source>
        <translation>F1，各类平均</translation>
    </message>
    <message>
        <source>FHIR bundle</source>
        <translation>FHIR 数据包</translation>
    </message>
    <message>
        <source>Face the camera.</source>
        <translation>请面向镜头。</translation>
    </message>
    <message>
        <source>Factor at milestones</source>
        <translation>里程碑处的系数</translation>
    </message>
    <message>
        <source>Factor between cosines and logits.</source>
        <translation>余弦与 logits 之间的系数。</translation>
    </message>
    <message>
        <source>Facts of a recording noted</source>
        <translation>记录录制的信息</translation>
    </message>
    <message>
        <source>Fastest correct way to compute</source>
        <translation>最快的正确计算方式</translation>
    </message>
    <message>
        <source>Fetch it with: npm pack @mediapipe/pose@0.5.1675469404</source>
        <translation>获取方法：npm pack @mediapipe/pose@0.5.1675469404</translation>
    </message>
    <message>
        <source>Figures by group of people</source>
        <translation>各组人群的指标</translation>
    </message>
    <message>
        <source>Film again</source>
        <translation>重新拍摄</translation>
    </message>
    <message>
        <source>Film again as advised, or examine the back now with the forward-bend test.</source>
        <translation>请按建议重新拍摄，或现在就用前屈试验检查背部。</translation>
    </message>
    <message>
        <source>Film again with a longer walk, and compare.</source>
        <translation>请以更长的行走重新拍摄，并进行比较。</translation>
    </message>
    <message>
        <source>Film again with the whole person in the picture.</source>
        <translation>请重新拍摄，使整个人都在画面内。</translation>
    </message>
    <message>
        <source>Film at 25 or 30 frames a second.</source>
        <translation>请以每秒 25 或 30 帧拍摄。</translation>
    </message>
    <message>
        <source>Film at least six steps towards or away from the camera, with the whole body in view.</source>
        <translation>请拍摄朝向或背离摄像机的至少六步，全身入镜。</translation>
    </message>
    <message>
        <source>Film from closer, or hold the camera upright so that the body fills the picture.</source>
        <translation>请靠近拍摄，或将摄像机竖起，使身体充满画面。</translation>
    </message>
    <message>
        <source>Film one person from head to feet, in good light, from 2 to 6 metres away.</source>
        <translation>请在光线充足处从头到脚拍摄一个人，距离 2 至 6 米。</translation>
    </message>
    <message>
        <source>Film the person walking for at least six steps.</source>
        <translation>请拍摄受检者至少走六步。</translation>
    </message>
    <message>
        <source>Film with more light, a plain background and clothes that show the arms and legs.</source>
        <translation>拍摄时请增加光线，使用简单的背景，穿能看清手臂和腿的衣服。</translation>
    </message>
    <message>
        <source>Find out why; then restore the newest backup, or let the records in knowingly.</source>
        <translation>请查明原因，然后恢复最新的备份，或在知情的情况下放行。</translation>
    </message>
    <message>
        <source>Finding people: {provider}</source>
        <translation>寻找受检者：{provider}</translation>
    </message>
    <message>
        <source>Findings written</source>
        <translation>记录检查所见</translation>
    </message>
    <message>
        <source>First row of a band</source>
        <translation>条带首行</translation>
    </message>
    <message>
        <source>Fit each kind separately.</source>
        <translation>请对每种分别拟合。</translation>
    </message>
    <message>
        <source>Folds by person</source>
        <translation>按受检者分折</translation>
    </message>
    <message>
        <source>For research and education. Not a cleared medical device.</source>
        <translation>供研究和教学使用。不是获准上市的医疗器械。</translation>
    </message>
    <message>
        <source>For research and education. Not a cleared medical device. The figures apply to these people, this camera and these weights, and to no others.</source>
        <translation>供研究和教学使用。不是获批的医疗器械。这些指标只适用于这些人、这台摄像机和这些权重，不适用于其他情况。</translation>
    </message>
    <message>
        <source>Forward bend</source>
        <translation>前屈试验</translation>
    </message>
    <message>
        <source>Frames are drawn</source>
        <translation>帧抽取</translation>
    </message>
    <message>
        <source>Frames missing</source>
        <translation>缺少画面</translation>
    </message>
    <message>
        <source>Frames per recording</source>
        <translation>每段视频的帧数</translation>
    </message>
    <message>
        <source>Frames per sequence</source>
        <translation>序列帧数</translation>
    </message>
    <message>
        <source>Frames skipped</source>
        <translation>跳过帧数</translation>
    </message>
    <message>
        <source>Frames skipped at random in a consecutive run.</source>
        <translation>在连续的一段中随机跳过的帧数。</translation>
    </message>
    <message>
        <source>Frames used from each sequence; the smallest number if a largest one is given. Ignored if all frames are used.</source>
        <translation>每个序列的帧数；给出最大帧数时为最少帧数。取全部帧时不使用。</translation>
    </message>
    <message>
        <source>Free some space before the next screening.</source>
        <translation>请在下次筛查前释放一些空间。</translation>
    </message>
    <message>
        <source>Free some space, or make the folder writable, before you go on.</source>
        <translation>继续之前，请腾出空间或使文件夹可写。</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>请腾出一些空间，然后重试。</translation>
    </message>
    <message>
        <source>Free some space: not enough remains for a single screening.</source>
        <translation>请释放一些空间：剩余空间不足以完成一次筛查。</translation>
    </message>
    <message>
        <source>From {date} on another network saw the walk: not compared with what came before.</source>
        <translation>自 {date} 起由另一个网络识别行走：不与之前的数值比较。</translation>
    </message>
    <message>
        <source>From {date} on it was known how the camera stands: not compared with what came before.</source>
        <translation>自 {date} 起已知摄像头的姿态：不与之前的数值比较。</translation>
    </message>
    <message>
        <source>From {date} on it was not known how the camera stands: not compared with what came before.</source>
        <translation>自 {date} 起不知道摄像头的姿态：不与之前的数值比较。</translation>
    </message>
    <message>
        <source>From {date} on measured in another way: not compared with what came before.</source>
        <translation>自 {date} 起测量方式不同：不与之前的数值比较。</translation>
    </message>
    <message>
        <source>From {date} on measured with dots: not compared with what came before.</source>
        <translation>自 {date} 起用标记点测量：不与之前的数值比较。</translation>
    </message>
    <message>
        <source>From {date} on measured without dots: not compared with what came before.</source>
        <translation>自 {date} 起不用标记点测量：不与之前的数值比较。</translation>
    </message>
    <message>
        <source>Fusion</source>
        <translation>融合</translation>
    </message>
    <message>
        <source>Gait screening report</source>
        <translation>步态筛查报告</translation>
    </message>
    <message>
        <source>Give 2 to {most} models.</source>
        <translation>请指定 2 至 {most} 个模型。</translation>
    </message>
    <message>
        <source>Give a mask the same size as its frame.</source>
        <translation>请给出与图片大小相同的掩膜。</translation>
    </message>
    <message>
        <source>Give a number that no other patient has.</source>
        <translation>请填写一个与他人不重复的编号。</translation>
    </message>
    <message>
        <source>Give an installed model (see “scolioapp models list”) or a model folder.</source>
        <translation>请给出已安装模型的名称（见“scolioapp models list”）或模型文件夹。</translation>
    </message>
    <message>
        <source>Give an installed model (see “scolioapp models list”).</source>
        <translation>请给出已安装模型的名称（见“scolioapp models list”）。</translation>
    </message>
    <message>
        <source>Give auto, or host and port, such as 10.0.0.1:6379.</source>
        <translation>请填写 auto，或主机与端口，例如 10.0.0.1:6379。</translation>
    </message>
    <message>
        <source>Give each model once.</source>
        <translation>每个模型只指定一次。</translation>
    </message>
    <message>
        <source>Give it another name, by which people tell the two apart.</source>
        <translation>请起另一个名称，让人能区分这两个。</translation>
    </message>
    <message>
        <source>Give its members instead.</source>
        <translation>请改为指定其成员模型。</translation>
    </message>
    <message>
        <source>Give models of the same network, trained with the same settings.</source>
        <translation>请指定网络相同、训练设置相同的模型。</translation>
    </message>
    <message>
        <source>Give number and count, such as 2/8 for the second of eight parts.</source>
        <translation>请给出序号和总数，例如 2/8 表示八份中的第二份。</translation>
    </message>
    <message>
        <source>Give the options as before, or choose a new folder for the results.</source>
        <translation>请使用与之前相同的选项，或为结果选择新的文件夹。</translation>
    </message>
    <message>
        <source>Give the partition used in training, or the seed and shares of its split.</source>
        <translation>请给出训练所用的划分文件，或划分时的种子和比例。</translation>
    </message>
    <message>
        <source>Go back to the list; it may be in the recycle bin.</source>
        <translation>请返回列表；它可能在回收站中。</translation>
    </message>
    <message>
        <source>Go by the ranges of the measurements, not by their values alone.</source>
        <translation>请看测量值的范围，而不只看数值本身。</translation>
    </message>
    <message>
        <source>Group {place} of the recovery key, “{group}”, has a typing error.</source>
        <translation>恢复密钥的第 {place} 组“{group}”输入有误。</translation>
    </message>
    <message>
        <source>Groups are</source>
        <translation>分组依据</translation>
    </message>
    <message>
        <source>Groups in a batch</source>
        <translation>每批组数</translation>
    </message>
    <message>
        <source>Hair, arms or clothes may cover it: put it where the camera can see it.</source>
        <translation>可能被头发、手臂或衣服遮住：请贴在摄像机看得到的地方。</translation>
    </message>
    <message>
        <source>Head of the audit trail</source>
        <translation>审计记录末端</translation>
    </message>
    <message>
        <source>Horizontal strips that the last feature map is cut into.</source>
        <translation>最后的特征图被切成的水平条数。</translation>
    </message>
    <message>
        <source>How a DRF combines its inputs; the other networks have none.</source>
        <translation>DRF 如何融合输入；其他网络没有融合。</translation>
    </message>
    <message>
        <source>How exact the values of {earlier} and {newer} are is not known: nothing can be said of a change.</source>
        <translation>{earlier} 和 {newer} 的数值精度未知：无法判断是否有变化。</translation>
    </message>
    <message>
        <source>How far a corner may move, as a share of the picture.</source>
        <translation>角点最多移动的距离，占画面的比例。</translation>
    </message>
    <message>
        <source>How far to trust it</source>
        <translation>可信程度</translation>
    </message>
    <message>
        <source>How often it is correct</source>
        <translation>判断正确的频率</translation>
    </message>
    <message>
        <source>How strongly weights are pulled towards zero.</source>
        <translation>权重被拉向零的强度。</translation>
    </message>
    <message>
        <source>How these figures were obtained</source>
        <translation>这些指标如何得出</translation>
    </message>
    <message>
        <source>How this report was made</source>
        <translation>本报告如何得出</translation>
    </message>
    <message>
        <source>I have examined the child myself, and answer for this result.</source>
        <translation>我亲自检查了孩子，并对此结果负责。</translation>
    </message>
    <message>
        <source>I have reviewed the recording and the outcome, and answer for this result.</source>
        <translation>我已审核视频和结论，并对此结果负责。</translation>
    </message>
    <message>
        <source>I have reviewed this result for the person who examined the child.</source>
        <translation>我代检查孩子的人员审核了此结果。</translation>
    </message>
    <message>
        <source>If {prevalence} of 100 people have such features: of 100 people with reported features, about {people} have them ({low} to {high}).</source>
        <translation>若每 100 人中有 {prevalence} 人具有此类特征：报告有特征的 100 人中，约 {people} 人确有（{low} 至 {high}）。</translation>
    </message>
    <message>
        <source>In random order; as a run of consecutive frames; or all of them.</source>
        <translation>随机无序；连续的一段；或全部帧。</translation>
    </message>
    <message>
        <source>In step: each cycle begins with the left foot meeting the ground in both videos, however fast each walk is.</source>
        <translation>步态同步：无论各自走得多快，两个视频的每个周期都从左脚着地开始。</translation>
    </message>
    <message>
        <source>In step: each cycle begins with the right foot meeting the ground in both videos, however fast each walk is.</source>
        <translation>步态同步：无论各自走得多快，两个视频的每个周期都从右脚着地开始。</translation>
    </message>
    <message>
        <source>In this recording the error would be too large for the number to be useful.</source>
        <translation>在本段视频中，其误差过大，给出数字没有帮助。</translation>
    </message>
    <message>
        <source>In this recording the walk falls between that of people with scoliosis and that of people without.</source>
        <translation>本段视频中的步态介于脊柱侧弯者与无脊柱侧弯者的步态之间。</translation>
    </message>
    <message>
        <source>In this recording the walk resembles that of people with scoliosis more than that of people without.</source>
        <translation>与无脊柱侧弯者相比，本段视频中的步态与脊柱侧弯者的步态更相似。</translation>
    </message>
    <message>
        <source>In this recording the walk resembles that of people without scoliosis. A recording without these features does not rule out scoliosis.</source>
        <translation>本段视频中的步态与无脊柱侧弯者的步态相似。视频中未检出这些特征，并不能排除脊柱侧弯。</translation>
    </message>
    <message>
        <source>In {precision}, scores of the model “{model}” change by up to {points} of 100, which is too much.</source>
        <translation>使用 {precision} 时，模型“{model}”的得分最多改变 {points}/100：过大。</translation>
    </message>
    <message>
        <source>Inconclusive: film again</source>
        <translation>无法判断：请重新拍摄</translation>
    </message>
    <message>
        <source>Install PySide6-Addons, which holds Qt Multimedia, then start again.</source>
        <translation>请安装包含 Qt Multimedia 的 PySide6-Addons，然后重新启动。</translation>
    </message>
    <message>
        <source>Install it (Debian and Ubuntu: apt install libpulse0), then start again.</source>
        <translation>请安装它（Debian 和 Ubuntu：apt install libpulse0），然后重新启动。</translation>
    </message>
    <message>
        <source>Install it with: pip install --no-deps mediapipe=={version}, then: pip install absl-py flatbuffers matplotlib.</source>
        <translation>安装方法：pip install --no-deps mediapipe=={version}，然后：pip install absl-py flatbuffers matplotlib。</translation>
    </message>
    <message>
        <source>Install the NVIDIA driver and restart the computer. Until then the processor is used.</source>
        <translation>请安装 NVIDIA 驱动程序并重新启动电脑。在此之前由处理器计算。</translation>
    </message>
    <message>
        <source>Install the extra “openvino”: pip install “scolioapp[openvino]”.</source>
        <translation>请安装附加组件“openvino”：pip install “scolioapp[openvino]”。</translation>
    </message>
    <message>
        <source>Install the same ScolioApp, with the extra “ray”, on every computer of the cluster.</source>
        <translation>请在集群的每台计算机上安装相同的 ScolioApp，并包含附加组件“ray”。</translation>
    </message>
    <message>
        <source>Install the same versions on every computer of the cluster.</source>
        <translation>请在集群的每台计算机上安装相同的版本。</translation>
    </message>
    <message>
        <source>It answered a known question correctly and is {factor} times as fast here as ONNX Runtime on the processor.</source>
        <translation>它正确回答了已知问题，在此计算机上的速度是处理器上 ONNX Runtime 的 {factor} 倍。</translation>
    </message>
    <message>
        <source>It appears to be slower or faster than real time.</source>
        <translation>播放速度似乎比实际慢或快。</translation>
    </message>
    <message>
        <source>It belongs to the screening day of {date}.</source>
        <translation>它属于 {date} 的筛查日。</translation>
    </message>
    <message>
        <source>It can be used once. The program then shows a new key: print that one, and destroy this page.</source>
        <translation>此密钥只能使用一次。之后程序会显示新的密钥：请打印新的，并销毁此页。</translation>
    </message>
    <message>
        <source>It cannot be loaded: {error}</source>
        <translation>无法加载：{error}</translation>
    </message>
    <message>
        <source>It fell off, or hair, an arm or clothes cover it. Only the part in which it can be seen is measured.</source>
        <translation>它脱落了，或被头发、手臂或衣服遮住。只测量能看到它的部分。</translation>
    </message>
    <message>
        <source>It has no evaluation report, so there are no predictive values.</source>
        <translation>它没有附带评估报告，因此没有预测值。</translation>
    </message>
    <message>
        <source>It has no frames.</source>
        <translation>它没有任何帧。</translation>
    </message>
    <message>
        <source>It has {silhouettes} silhouettes but {poses} poses.</source>
        <translation>它有 {silhouettes} 个轮廓和 {poses} 个姿态。</translation>
    </message>
    <message>
        <source>It is damaged or from another version. Screen the video again.</source>
        <translation>文件已损坏或版本不同。请重新筛查视频。</translation>
    </message>
    <message>
        <source>It is in the folder of an unknown class, “{name}”.</source>
        <translation>它位于未知类别的文件夹“{name}”中。</translation>
    </message>
    <message>
        <source>It is in the records without {count} of its recordings, which are gone.</source>
        <translation>它已在档案中，但缺少 {count} 段已不存在的视频。</translation>
    </message>
    <message>
        <source>It is not known whether it was taken: send it again; nothing is kept twice.</source>
        <translation>不知道对方是否已经接收：请重新发送，内容不会重复保存。</translation>
    </message>
    <message>
        <source>It is not known whether the camera is level.</source>
        <translation>不知道摄像机是否水平。</translation>
    </message>
    <message>
        <source>It is not known whether the camera is level: it moves, and too few frames show upright edges.</source>
        <translation>不知道摄像机是否水平：摄像机在移动，且显示竖直边缘的帧太少。</translation>
    </message>
    <message>
        <source>It is not known whether the camera is level: judging by the edges, it would be tilted too far to be true.</source>
        <translation>不知道摄像机是否水平：按边缘推算，倾斜大得不合常理。</translation>
    </message>
    <message>
        <source>It is not known whether the camera is level: no frame was read.</source>
        <translation>不知道摄像机是否水平：没有读取任何帧。</translation>
    </message>
    <message>
        <source>It is not known whether the camera is level: the edges in the picture do not agree about which way is up.</source>
        <translation>不知道摄像机是否水平：画面中的边缘所示的竖直方向不一致。</translation>
    </message>
    <message>
        <source>It is not known whether the camera is level: the upright edges in the picture are too close together.</source>
        <translation>不知道摄像机是否水平：画面中的竖直边缘靠得太近。</translation>
    </message>
    <message>
        <source>It is not known whether the camera is level: there are too few upright edges in the picture.</source>
        <translation>不知道摄像机是否水平：画面中的竖直边缘太少。</translation>
    </message>
    <message>
        <source>It is not known whether the camera is level: this recording was read by an earlier version.</source>
        <translation>不知道摄像机是否水平：此视频由较早的版本读取。</translation>
    </message>
    <message>
        <source>It is not known who was set aside for validation.</source>
        <translation>不知道哪些人留作验证集。</translation>
    </message>
    <message>
        <source>It is sent again; an archive keeps the same object only once.</source>
        <translation>会再次发送；归档系统对同一对象只保存一次。</translation>
    </message>
    <message>
        <source>It is the one that was chosen for this file, not a user&apos;s password.</source>
        <translation>请输入为此文件设定的口令，而不是用户密码。</translation>
    </message>
    <message>
        <source>It is tried again later; ask who runs the archive if it stays so.</source>
        <translation>稍后会再试；如果一直如此，请询问归档系统的管理者。</translation>
    </message>
    <message>
        <source>It may be in the recycle bin.</source>
        <translation>它可能在回收站中。</translation>
    </message>
    <message>
        <source>It needs the columns “video” and “class”; “subject” is optional.</source>
        <translation>需要“video”和“class”两列，可另有“subject”列。</translation>
    </message>
    <message>
        <source>It stays as it is.</source>
        <translation>它将保持原样。</translation>
    </message>
    <message>
        <source>It was erased, so it cannot be given to another child.</source>
        <translation>它已被清除，无法再归给其他儿童。</translation>
    </message>
    <message>
        <source>It was left where it is.</source>
        <translation>它留在原处。</translation>
    </message>
    <message>
        <source>It was left where it is. Take it over again.</source>
        <translation>该结果保留在原处。请重新接收。</translation>
    </message>
    <message>
        <source>It was made for the number “{number}”, which no patient has.</source>
        <translation>它是为编号“{number}”拍摄的，没有受检者使用该编号。</translation>
    </message>
    <message>
        <source>It was not packed into the store: {why}</source>
        <translation>打包时它被略去：{why}</translation>
    </message>
    <message>
        <source>It was removed, or the folder of recordings is not connected.</source>
        <translation>它已被删除，或视频文件夹未连接。</translation>
    </message>
    <message>
        <source>Its area</source>
        <translation>矩形面积</translation>
    </message>
    <message>
        <source>Its narrowest shape</source>
        <translation>最窄形状</translation>
    </message>
    <message>
        <source>Its poses have no frames.</source>
        <translation>它的姿态数据没有任何帧。</translation>
    </message>
    <message>
        <source>Its share of the total loss.</source>
        <translation>它在总损失中的比重。</translation>
    </message>
    <message>
        <source>Its share of the total loss; ScoNet has no triplet loss.</source>
        <translation>它在总损失中的比重；ScoNet 没有三元组损失。</translation>
    </message>
    <message>
        <source>Its silhouettes are identical to those of sequence {id}.</source>
        <translation>它的轮廓与序列 {id} 完全相同。</translation>
    </message>
    <message>
        <source>Joining of two patients undone</source>
        <translation>撤销受检者合并</translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>已判断</translation>
    </message>
    <message>
        <source>Judgement amended</source>
        <translation>修订判断</translation>
    </message>
    <message>
        <source>Judgement reviewed</source>
        <translation>审核判断</translation>
    </message>
    <message>
        <source>Judgement signed</source>
        <translation>签署判断</translation>
    </message>
    <message>
        <source>Judgement viewed</source>
        <translation>查看判断</translation>
    </message>
    <message>
        <source>Judgements and signatures</source>
        <translation>判断与签名</translation>
    </message>
    <message>
        <source>Judging gait: {provider}</source>
        <translation>判断步态：{provider}</translation>
    </message>
    <message>
        <source>Keep it first; only then it is made smaller.</source>
        <translation>请先保留它，之后才会压缩。</translation>
    </message>
    <message>
        <source>Keep one, or give each of the others its own id.</source>
        <translation>请只保留其中一个，或给其余的分配独立的编号。</translation>
    </message>
    <message>
        <source>Keep one, or give the other its own id.</source>
        <translation>请只保留其中一个，或给另一个分配独立的编号。</translation>
    </message>
    <message>
        <source>Keep only one: a copy in both training and test makes a model look better than it is.</source>
        <translation>请只保留其中一个：同一份数据同时出现在训练和测试中，会使模型显得过好。</translation>
    </message>
    <message>
        <source>Keep other people out of the picture and obstacles out of the way.</source>
        <translation>请不要让其他人穿过画面，并保持通道没有障碍物。</translation>
    </message>
    <message>
        <source>Keep the camera still.</source>
        <translation>请不要移动摄像头。</translation>
    </message>
    <message>
        <source>Keep this page in a locked place, not beside the computer. Do not photograph or mail it.</source>
        <translation>请将此页锁好，不要放在电脑旁边。不要拍照，也不要发送。</translation>
    </message>
    <message>
        <source>Keep walking.</source>
        <translation>请继续走。</translation>
    </message>
    <message>
        <source>Kept at</source>
        <translation>保存地点</translation>
    </message>
    <message>
        <source>Kept; shown after unlocking</source>
        <translation>已保存；解锁后显示</translation>
    </message>
    <message>
        <source>Keypoints</source>
        <translation>关键点</translation>
    </message>
    <message>
        <source>Keys written</source>
        <translation>写入密钥</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>Largest angle (°)</source>
        <translation>最大角度（°）</translation>
    </message>
    <message>
        <source>Largest angle of rotation, to either side, in degrees.</source>
        <translation>向任一侧旋转的最大角度（度）。</translation>
    </message>
    <message>
        <source>Largest angle of the shear, in degrees.</source>
        <translation>剪切的最大角度（度）。</translation>
    </message>
    <message>
        <source>Largest corner shift</source>
        <translation>角点最大位移</translation>
    </message>
    <message>
        <source>Largest norm of all gradients combined.</source>
        <translation>全部梯度合起来的最大范数。</translation>
    </message>
    <message>
        <source>Largest number of frames; the number is then drawn at random for each sequence.</source>
        <translation>最大帧数；此时每个序列的帧数随机抽取。</translation>
    </message>
    <message>
        <source>Largest shear (°)</source>
        <translation>最大剪切（°）</translation>
    </message>
    <message>
        <source>Largest shift</source>
        <translation>最大平移</translation>
    </message>
    <message>
        <source>Largest shift, as a share of the picture.</source>
        <translation>最大平移，占画面的比例。</translation>
    </message>
    <message>
        <source>Largest stretch</source>
        <translation>最大拉伸</translation>
    </message>
    <message>
        <source>Largest stretch in each direction, as a share.</source>
        <translation>各方向的最大拉伸比例。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Learning rate at the start, after the warm-up.</source>
        <translation>预热之后的初始学习率。</translation>
    </message>
    <message>
        <source>Leave one of them out.</source>
        <translation>请只保留其中一个。</translation>
    </message>
    <message>
        <source>Leave out picture and video.</source>
        <translation>请不带图片和视频。</translation>
    </message>
    <message>
        <source>Left and right cannot be told apart reliably for part of the time.</source>
        <translation>有一段时间无法确定区分左右。</translation>
    </message>
    <message>
        <source>Left and right uncertain</source>
        <translation>左右存疑</translation>
    </message>
    <message>
        <source>Left and right were mixed up for part of the time; this was corrected.</source>
        <translation>有一段时间左右被混淆，已予更正。</translation>
    </message>
    <message>
        <source>Length of each simulated walk, at 15 frames a second.</source>
        <translation>每段模拟行走的长度，每秒 15 帧。</translation>
    </message>
    <message>
        <source>Length of the embedding of each part of the body.</source>
        <translation>身体每个部分的嵌入长度。</translation>
    </message>
    <message>
        <source>Lens corrected</source>
        <translation>镜头已校正</translation>
    </message>
    <message>
        <source>Look whether the plumb line in the picture is upright. If it is not, set the vertical by hand along a door frame or a corner of the room.</source>
        <translation>请看画面中的铅垂线是否竖直。如果不是，请沿门框或墙角手动设定铅垂方向。</translation>
    </message>
    <message>
        <source>Picture already straightened</source>
        <translation>画面已拉直</translation>
    </message>
    <message>
        <source>Let in although something was in doubt</source>
        <translation>存在疑问仍准许进入</translation>
    </message>
    <message>
        <source>Letter to the parents made</source>
        <translation>已生成给家长的信</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>局限</translation>
    </message>
    <message>
        <source>List of children taken in</source>
        <translation>导入儿童名单</translation>
    </message>
    <message>
        <source>List read, nobody added</source>
        <translation>已读名单，未添加任何人</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>Log every (steps)</source>
        <translation>日志间隔（步）</translation>
    </message>
    <message>
        <source>Log folder</source>
        <translation>日志文件夹</translation>
    </message>
    <message>
        <source>Look both patients up.</source>
        <translation>请分别查找这两位受检者。</translation>
    </message>
    <message>
        <source>Look for the one that was printed last.</source>
        <translation>请找出最后一次打印的恢复密钥。</translation>
    </message>
    <message>
        <source>Look the number up; the other one may be in the recycle bin, or merged.</source>
        <translation>请查找该编号；另一位可能在回收站中，或已被合并。</translation>
    </message>
    <message>
        <source>Look whether the printer is on and has paper, or save the PDF instead.</source>
        <translation>请检查打印机是否已打开、是否有纸，或改为保存 PDF。</translation>
    </message>
    <message>
        <source>Lower precisions</source>
        <translation>同时生成低精度</translation>
    </message>
    <message>
        <source>Lumbar</source>
        <translation>腰段</translation>
    </message>
    <message>
        <source>Made on {day} by ScolioApp.</source>
        <translation>由 ScolioApp 生成于 {day}。</translation>
    </message>
    <message>
        <source>Make a letter that only invites to an examination.</source>
        <translation>请改为只邀请检查的信。</translation>
    </message>
    <message>
        <source>Make another user administrator first.</source>
        <translation>请先将另一位用户设为管理员。</translation>
    </message>
    <message>
        <source>Make both from the same frames; networks that use both cannot read it.</source>
        <translation>请用相同的帧生成二者；同时使用二者的网络无法读取它。</translation>
    </message>
    <message>
        <source>Make it with: npm pack {package}, then: python -m {module} FILE.tgz.</source>
        <translation>请依次运行：npm pack {package}，然后：python -m {module} FILE.tgz，以生成该文件。</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>签名含义</translation>
    </message>
    <message>
        <source>Measure it at real speed, or film again at the usual speed.</source>
        <translation>请按实际速度测量，或以普通速度拍摄。</translation>
    </message>
    <message>
        <source>Measured at one visit: nothing to compare yet.</source>
        <translation>只在一次就诊中测量过：暂无可比较的数值。</translation>
    </message>
    <message>
        <source>Measurements (structured report)</source>
        <translation>测量值（结构化报告）</translation>
    </message>
    <message>
        <source>Measurements are not corrected: they come from “{used}” keypoints, not “{known}”.</source>
        <translation>测量值未作校正：这些是“{used}”关键点，不是“{known}”。</translation>
    </message>
    <message>
        <source>Measurements are not possible with a camera tilted by {roll}° and pointing up or down by {pitch}°.</source>
        <translation>摄像机侧倾 {roll}°、俯仰 {pitch}°，无法用于测量。</translation>
    </message>
    <message>
        <source>Measurements are taken against the plumb line. Next time, set the camera upright at hip height.</source>
        <translation>测量以铅垂线为准。下次请将摄像机竖直放在与骨盆齐平的高度。</translation>
    </message>
    <message>
        <source>Menarche</source>
        <translation>月经初潮</translation>
    </message>
    <message>
        <source>Mirror images in the recording: {count}. Only the people themselves are analysed.</source>
        <translation>视频中的镜中影像：{count} 个。只分析人本身。</translation>
    </message>
    <message>
        <source>Missing: {missing}. Installed: {there}.</source>
        <translation>缺少：{missing}。已有：{there}。</translation>
    </message>
    <message>
        <source>Missing: {names}.</source>
        <translation>缺少：{names}。</translation>
    </message>
    <message>
        <source>Models already in it still work; to import more, ask for permission to write there.</source>
        <translation>其中的模型可以使用；如需导入模型，请申请该处的写入权限。</translation>
    </message>
    <message>
        <source>More light, please.</source>
        <translation>请把灯光调亮。</translation>
    </message>
    <message>
        <source>Move the camera back, or end the walk earlier, so that the whole body stays in the picture.</source>
        <translation>请将摄像机后移，或让行走早些结束，使全身始终在画面内。</translation>
    </message>
    <message>
        <source>Networks that use poses cannot be trained on it; others can.</source>
        <translation>使用姿态的网络无法用它训练，其他网络可以。</translation>
    </message>
    <message>
        <source>Networks that use poses cannot read it: add its poses, or leave it out.</source>
        <translation>使用姿态的网络无法读取它：请补充姿态数据，或将其略去。</translation>
    </message>
    <message>
        <source>New recovery key made</source>
        <translation>生成新的恢复密钥</translation>
    </message>
    <message>
        <source>Next time, film with the standard lens, or where door frames and corners of the room are in the picture.</source>
        <translation>下次请使用标准镜头，或让门框和墙角出现在画面中。</translation>
    </message>
    <message>
        <source>No NVIDIA graphics card was found; other makes are not used.</source>
        <translation>未找到 NVIDIA 显卡；其他显卡不会被使用。</translation>
    </message>
    <message>
        <source>No action needed if this is the walk you want.</source>
        <translation>如果这正是要看的行走，则无需处理。</translation>
    </message>
    <message>
        <source>No action needed.</source>
        <translation>无需任何操作。</translation>
    </message>
    <message>
        <source>No action needed: it is not used. After an update of its driver, check this computer again.</source>
        <translation>无需操作：不会使用它。更新其驱动程序后，请再次检查此计算机。</translation>
    </message>
    <message>
        <source>No action needed: this program screens on the processor. To use the {card}, install ScolioApp as a Python package with the extra “gpu”.</source>
        <translation>无需处理：本程序在处理器上进行筛查。如需使用 {card}，请以 Python 软件包的形式安装 ScolioApp，并选择可选组件“gpu”。</translation>
    </message>
    <message>
        <source>No action needed; a few players cannot play such videos.</source>
        <translation>无需处理；少数播放器无法显示这类视频。</translation>
    </message>
    <message>
        <source>No action needed; times are counted from the first frame of the recording.</source>
        <translation>无需处理；时间从视频的第一帧画面算起。</translation>
    </message>
    <message>
        <source>No answer is possible from this recording.</source>
        <translation>本段视频无法给出判断。</translation>
    </message>
    <message>
        <source>No archive or server is set up: an administrator does it in the settings, under Hospitals.</source>
        <translation>尚未设置归档或服务器：由管理员在设置的医院部分进行。</translation>
    </message>
    <message>
        <source>No camera was found.</source>
        <translation>没有找到摄像头。</translation>
    </message>
    <message>
        <source>No camera was found. Videos from any camera can be opened as files.</source>
        <translation>未找到摄像头。任何摄像机的视频都可以作为文件打开。</translation>
    </message>
    <message>
        <source>No change that can be told from error between {earlier} and {newer}: {change} % apart, the error of both is {error} %.</source>
        <translation>{earlier} 与 {newer} 之间的变化无法与误差区分：相差 {change} %，两者的误差合计为 {error} %。</translation>
    </message>
    <message>
        <source>No change that can be told from error between {earlier} and {newer}: {change} % of height apart, the error of both is {error} %.</source>
        <translation>{earlier} 与 {newer} 之间的变化无法与误差区分：相差身高的 {change} %，两者的误差合计为 {error} %。</translation>
    </message>
    <message>
        <source>No change that can be told from error between {earlier} and {newer}: {change}° apart, the error of both is {error}°.</source>
        <translation>{earlier} 与 {newer} 之间的变化无法与误差区分：相差 {change}°，两者的误差合计为 {error}°。</translation>
    </message>
    <message>
        <source>No coloured dot was followed there.</source>
        <translation>该处没有跟踪到彩色圆点。</translation>
    </message>
    <message>
        <source>No column holds the family name.</source>
        <translation>没有一列是姓氏。</translation>
    </message>
    <message>
        <source>No column holds the number of each child.</source>
        <translation>没有一列是每名儿童的编号。</translation>
    </message>
    <message>
        <source>No complete gait cycle was found in the {seconds} seconds that show this person.</source>
        <translation>在此人的 {seconds} 秒中未找到完整的步态周期。</translation>
    </message>
    <message>
        <source>No computer of the name “{host}” was found.</source>
        <translation>找不到名为“{host}”的电脑。</translation>
    </message>
    <message>
        <source>No conflicts: at most one OpenCV and one ONNX Runtime.</source>
        <translation>没有冲突：OpenCV 和 ONNX Runtime 各不超过一个。</translation>
    </message>
    <message>
        <source>No consent</source>
        <translation>未同意</translation>
    </message>
    <message>
        <source>No consent for recordings is noted for this patient.</source>
        <translation>此受检者没有视频同意书的记录。</translation>
    </message>
    <message>
        <source>No consent for {name}, said by {who}</source>
        <translation>{name} 未获同意，由 {who} 告知</translation>
    </message>
    <message>
        <source>No consent holds today.</source>
        <translation>今天没有有效的同意。</translation>
    </message>
    <message>
        <source>No consent holds today: recordings are not possible.</source>
        <translation>今天没有有效的同意：不能录制。</translation>
    </message>
    <message>
        <source>No encrypted connection to “{host}” port {port} came about.</source>
        <translation>未能与“{host}”的端口 {port} 建立加密连接。</translation>
    </message>
    <message>
        <source>No features were detected in the recordings of these children. That does not rule out scoliosis.</source>
        <translation>在这些儿童的视频中没有检测到特征。这不能排除脊柱侧弯。</translation>
    </message>
    <message>
        <source>No font with Chinese characters was found: Chinese is shown as empty boxes.</source>
        <translation>未找到包含中文字符的字体：中文会显示为空方框。</translation>
    </message>
    <message>
        <source>No frame of this recording has a silhouette of the walker.</source>
        <translation>本段视频的任何一帧都没有行走者的轮廓。</translation>
    </message>
    <message>
        <source>No installed program includes it. Install ScolioApp as a Python package: pip install “scolioapp[{extra}]”.</source>
        <translation>安装版程序都不含它。请把 ScolioApp 安装到 Python 中：pip install “scolioapp[{extra}]”。</translation>
    </message>
    <message>
        <source>No model judged this recording, so there is no outcome to tell.</source>
        <translation>没有模型判断过这段视频，因此没有可以告知的结果。</translation>
    </message>
    <message>
        <source>No other way to compute answered correctly and faster on this computer.</source>
        <translation>在此计算机上，没有其他计算方式既回答正确又更快。</translation>
    </message>
    <message>
        <source>No patient has the number {numbers}.</source>
        <translation>没有编号为 {numbers} 的受检者。</translation>
    </message>
    <message>
        <source>No patient is chosen for this recording.</source>
        <translation>尚未为这次录制选择受检者。</translation>
    </message>
    <message>
        <source>No sequence has the class “{name}”.</source>
        <translation>没有任何序列属于类别“{name}”。</translation>
    </message>
    <message>
        <source>No two complete steps in a row were seen.</source>
        <translation>未看到连续两个完整的步伐。</translation>
    </message>
    <message>
        <source>No user is called “{login}”.</source>
        <translation>没有名为“{login}”的用户。</translation>
    </message>
    <message>
        <source>No usual range is known for these measurements: published ranges are for children standing still, not walking.</source>
        <translation>这些测量值没有已知的通常范围：已发表的范围来自站立的儿童，而不是行走中的儿童。</translation>
    </message>
    <message>
        <source>No walk was seen.</source>
        <translation>没有看到行走。</translation>
    </message>
    <message>
        <source>No walks are left for the report on test people.</source>
        <translation>没有行走可用于测试人群的报告。</translation>
    </message>
    <message>
        <source>No walks are left for validation.</source>
        <translation>没有行走可用于验证。</translation>
    </message>
    <message>
        <source>No. {number}</source>
        <translation>编号 {number}</translation>
    </message>
    <message>
        <source>Nobody answers on “{host}” port {port}.</source>
        <translation>“{host}”的端口 {port} 无人应答。</translation>
    </message>
    <message>
        <source>Nobody has reviewed this judgement yet.</source>
        <translation>还没有人审核过这次判断。</translation>
    </message>
    <message>
        <source>Nobody is in the worklist for this day.</source>
        <translation>这一天的工作列表中没有人。</translation>
    </message>
    <message>
        <source>Nobody is left over from this day.</source>
        <translation>这个筛查日没有剩下的儿童。</translation>
    </message>
    <message>
        <source>Nobody is walking in it.</source>
        <translation>其中没有人行走。</translation>
    </message>
    <message>
        <source>Nobody is walking in the recording (people seen: {count}).</source>
        <translation>视频中无人行走（看到的人数：{count}）。</translation>
    </message>
    <message>
        <source>Nobody walking</source>
        <translation>无人行走</translation>
    </message>
    <message>
        <source>Nobody was chosen when this recording was made.</source>
        <translation>拍摄这段视频时没有选择任何人。</translation>
    </message>
    <message>
        <source>Nobody was found: film again.</source>
        <translation>未找到人：请重新拍摄。</translation>
    </message>
    <message>
        <source>Nobody was screened in this recording.</source>
        <translation>本段视频中没有筛查任何人。</translation>
    </message>
    <message>
        <source>Nobody whom this computer trusts vouches for the certificate of “{host}”.</source>
        <translation>“{host}”的证书没有这台电脑所信任的机构担保。</translation>
    </message>
    <message>
        <source>None of the sequences has poses.</source>
        <translation>没有任何序列含姿态数据。</translation>
    </message>
    <message>
        <source>None were written down for this visit.</source>
        <translation>本次就诊没有记录。</translation>
    </message>
    <message>
        <source>Normalise the silhouettes like those of the other sequences; otherwise a network sees a body of another shape.</source>
        <translation>请按其他序列的方式归一化轮廓，否则网络看到的会像是另一个人。</translation>
    </message>
    <message>
        <source>Not checked: this program was built without camera support.</source>
        <translation>未检查：本程序不含摄像头支持。</translation>
    </message>
    <message>
        <source>Not corrected for {lens}, which the file names: straight edges are straight in the picture, so it has been straightened already.</source>
        <translation>未按文件标明的镜头 {lens} 校正：直边在画面中是直的，说明画面此前已被拉直。</translation>
    </message>
    <message>
        <source>Not enough space for “{name}”: {free} MB are free, up to {room} MB may be needed.</source>
        <translation>“{name}”的可用空间太少：剩余 {free} MB，可能需要 {room} MB。</translation>
    </message>
    <message>
        <source>Not installed; only needed to send results to archives of hospitals.</source>
        <translation>未安装；仅在向医院的存档系统发送结果时需要。</translation>
    </message>
    <message>
        <source>Not known: nobody has checked this model on people and signed for it.</source>
        <translation>未知：尚无人在真人身上检查此模型并签字负责。</translation>
    </message>
    <message>
        <source>Not known: the recording is too short to compare its parts.</source>
        <translation>未知：视频太短，无法分段。</translation>
    </message>
    <message>
        <source>Not known: the version that made this result did not check.</source>
        <translation>未知：生成此结果的版本没有检查这一点。</translation>
    </message>
    <message>
        <source>Not known: this model has nothing to compare recordings with.</source>
        <translation>此模型的情况未知：它没有附带可与视频比较的资料。</translation>
    </message>
    <message>
        <source>Not one frame of the recording can be read.</source>
        <translation>这段视频一帧也无法读取。</translation>
    </message>
    <message>
        <source>Not one frame of the recording {id} can be read.</source>
        <translation>视频 {id} 中没有一帧可以读取。</translation>
    </message>
    <message>
        <source>Not one frame of “{name}” could be decoded: it is damaged.</source>
        <translation>“{name}”的任何一幅画面都无法解码：文件已损坏。</translation>
    </message>
    <message>
        <source>Not tested on this computer yet; until then ONNX Runtime computes on the processor.</source>
        <translation>尚未在此计算机上测试；在此之前，由 ONNX Runtime 在处理器上计算。</translation>
    </message>
    <message>
        <source>Not to be sent any more</source>
        <translation>不再发送</translation>
    </message>
    <message>
        <source>Not usable</source>
        <translation>不可用</translation>
    </message>
    <message>
        <source>Not usable: film again.</source>
        <translation>不可用：请重新拍摄。</translation>
    </message>
    <message>
        <source>Note who gave it, when and until when, or switch the question off.</source>
        <translation>请记录由谁、何时同意及有效期，或关闭此项询问。</translation>
    </message>
    <message>
        <source>Noted which recording one repeats</source>
        <translation>已记录视频重复的是哪一段</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Nothing can be screened until an administrator has repaired it.</source>
        <translation>在管理员修复之前无法进行筛查。</translation>
    </message>
    <message>
        <source>Nothing can be screened. Ask the administrator.</source>
        <translation>无法进行筛查。请联系管理员。</translation>
    </message>
    <message>
        <source>Nothing is being recorded.</source>
        <translation>没有正在进行的录制。</translation>
    </message>
    <message>
        <source>Nothing needs to be done: the later version holds.</source>
        <translation>无需处理：以较新的版本为准。</translation>
    </message>
    <message>
        <source>Nothing was changed now. Restore the newest backup.</source>
        <translation>本次未作任何更改。请恢复最新的备份。</translation>
    </message>
    <message>
        <source>Nothing was changed. Ask an administrator, who can restore a backup or accept it.</source>
        <translation>未作任何更改。请联系管理员，由其恢复备份或确认接受。</translation>
    </message>
    <message>
        <source>Nothing was changed. Choose another value, or a smaller picture.</source>
        <translation>没有作任何更改。请选择其他值，或更小的图片。</translation>
    </message>
    <message>
        <source>Nothing was changed. Copy it again from where it was kept, or take another backup.</source>
        <translation>未作任何更改。请从保存处重新复制，或改用其他备份。</translation>
    </message>
    <message>
        <source>Nothing was changed. Free some space, or make the folder writable, and try again.</source>
        <translation>未作任何更改。请腾出空间或使文件夹可写，然后重试。</translation>
    </message>
    <message>
        <source>Nothing was changed. Install the newer version to open them.</source>
        <translation>未作任何更改。请安装更新版本后再打开。</translation>
    </message>
    <message>
        <source>Nothing was changed. Install the newer version to restore it.</source>
        <translation>未作任何更改。请安装更新版本后再恢复。</translation>
    </message>
    <message>
        <source>Nothing was changed. Restore the newest backup, or ask for help.</source>
        <translation>未作任何更改。请恢复最新的备份，或寻求帮助。</translation>
    </message>
    <message>
        <source>Nothing was sent there. Ask who runs the server, and write the new address in the settings if it is right.</source>
        <translation>没有向那里发送任何内容。请询问服务器管理人员；如果新地址正确，请写入设置。</translation>
    </message>
    <message>
        <source>Nothing was sent. Ask who runs the server for the certificate of whoever vouches for it, and choose its file in the settings.</source>
        <translation>没有发送任何内容。请向服务器管理人员索取为其担保的机构的证书，并在设置中选择该文件。</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>One is made when the records are used; save one on a stick, too.</source>
        <translation>使用记录时会自动备份；请另存一份到 U 盘。</translation>
    </message>
    <message>
        <source>One visit is not shown: the examiner&apos;s own finding comes first.</source>
        <translation>有一次就诊未显示：须先记录检查者自己的发现。</translation>
    </message>
    <message>
        <source>Only a reviewed judgement can be signed.</source>
        <translation>只有经过审阅的判定才能签名。</translation>
    </message>
    <message>
        <source>Only a signed judgement is amended; this one is not signed.</source>
        <translation>只有已签名的判定才能修订；此判定尚未签名。</translation>
    </message>
    <message>
        <source>Only a signed result is handed to others: review and sign it first.</source>
        <translation>只有已签名的结果才会交给他人：请先审核并签名。</translation>
    </message>
    <message>
        <source>Only a signed result is sent to others; this one is not signed.</source>
        <translation>只有已签名的结果才会发送给他人；此结果尚未签名。</translation>
    </message>
    <message>
        <source>Only a visit without recordings and findings can be deleted.</source>
        <translation>只能删除没有视频和检查所见的就诊。</translation>
    </message>
    <message>
        <source>Only one person, please.</source>
        <translation>请只留一人在画面中。</translation>
    </message>
    <message>
        <source>Only what is in the recycle bin, or kept for longer than it should be, is erased.</source>
        <translation>只能彻底删除回收站中的内容，或超过保存期限的内容。</translation>
    </message>
    <message>
        <source>Only {free} MB are free on the disk of the records, which is not enough for a result.</source>
        <translation>档案所在磁盘仅剩 {free} MB，不足以保存一个结果。</translation>
    </message>
    <message>
        <source>Open it in your spreadsheet program and save it as XLSX without a password, or as CSV.</source>
        <translation>请用电子表格程序打开，另存为不带密码的 XLSX，或 CSV。</translation>
    </message>
    <message>
        <source>Open it in your spreadsheet program, save it as XLSX or CSV, and try again.</source>
        <translation>请用电子表格程序打开，另存为 XLSX 或 CSV，然后重试。</translation>
    </message>
    <message>
        <source>Open it with that version, or make a new day from the list of children.</source>
        <translation>请用那个版本打开，或用儿童名单新建一个。</translation>
    </message>
    <message>
        <source>Open its cover or privacy switch, and allow desktop programs the camera in the privacy settings.</source>
        <translation>请打开镜头盖或隐私开关，并在隐私设置中允许桌面程序使用摄像头。</translation>
    </message>
    <message>
        <source>Open the day again.</source>
        <translation>请重新打开这个筛查日。</translation>
    </message>
    <message>
        <source>Open the result and save or print its report once, then send it again.</source>
        <translation>请打开结果，保存或打印一次报告，然后再次发送。</translation>
    </message>
    <message>
        <source>Open the signed page in the records, and sign an amended version if it is damaged.</source>
        <translation>请在档案中打开已签名的页面；如果它已损坏，请签署一个修订版。</translation>
    </message>
    <message>
        <source>OpenVINO cannot be loaded: {reason}.</source>
        <translation>无法加载 OpenVINO：{reason}。</translation>
    </message>
    <message>
        <source>Order of the worklist linked with a visit</source>
        <translation>工作列表的申请已与就诊关联</translation>
    </message>
    <message>
        <source>Outcome, or what happened</source>
        <translation>结果，或发生了什么</translation>
    </message>
    <message>
        <source>Own password changed</source>
        <translation>更改自己的密码</translation>
    </message>
    <message>
        <source>Password of a user set anew</source>
        <translation>重设用户密码</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>受检者</translation>
    </message>
    <message>
        <source>Patient added</source>
        <translation>添加受检者</translation>
    </message>
    <message>
        <source>Patient changed</source>
        <translation>更改受检者</translation>
    </message>
    <message>
        <source>Patient erased for good</source>
        <translation>永久清除受检者</translation>
    </message>
    <message>
        <source>Patient put into the recycle bin</source>
        <translation>受检者放入回收站</translation>
    </message>
    <message>
        <source>Patient taken back from the recycle bin</source>
        <translation>受检者从回收站取回</translation>
    </message>
    <message>
        <source>Patient viewed</source>
        <translation>查看受检者</translation>
    </message>
    <message>
        <source>Patient {number}</source>
        <translation>受检者 {number}</translation>
    </message>
    <message>
        <source>Patients and consents</source>
        <translation>受检者与同意</translation>
    </message>
    <message>
        <source>Peer added</source>
        <translation>已添加对方</translation>
    </message>
    <message>
        <source>Peer changed</source>
        <translation>已更改对方</translation>
    </message>
    <message>
        <source>Peer removed</source>
        <translation>已移除对方</translation>
    </message>
    <message>
        <source>Picture with skeleton</source>
        <translation>带骨架的图片</translation>
    </message>
    <message>
        <source>Place made for results that finish while the records are locked</source>
        <translation>为锁定期间完成的结果准备位置</translation>
    </message>
    <message>
        <source>Played by time, not in step: no complete gait cycle of the same foot is known in both videos.</source>
        <translation>按时间播放，未按步态同步：两个视频中没有同一只脚的完整步态周期。</translation>
    </message>
    <message>
        <source>Plug it in again, at another socket if need be, or choose another camera.</source>
        <translation>请重新插上（必要时换一个接口），或选择另一个摄像头。</translation>
    </message>
    <message>
        <source>Plug it in again, or choose another camera.</source>
        <translation>请重新插上，或选择另一个摄像头。</translation>
    </message>
    <message>
        <source>Plug it in again; the picture comes back by itself.</source>
        <translation>请重新插上，画面会自动恢复。</translation>
    </message>
    <message>
        <source>Plug one in; it appears here by itself.</source>
        <translation>请插上摄像头，它会自动出现在这里。</translation>
    </message>
    <message>
        <source>Plug the camera in again.</source>
        <translation>请重新插上摄像头。</translation>
    </message>
    <message>
        <source>Printed pages kept with the signature</source>
        <translation>随签名保存打印页</translation>
    </message>
    <message>
        <source>Protected records</source>
        <translation>受保护的记录</translation>
    </message>
    <message>
        <source>Protected records, every part</source>
        <translation>受保护的记录（全部内容）</translation>
    </message>
    <message>
        <source>Read the worklist again, and tell whoever runs it.</source>
        <translation>请重新读取工作列表，并告知其管理者。</translation>
    </message>
    <message>
        <source>Reason: {why}</source>
        <translation>理由：{why}</translation>
    </message>
    <message>
        <source>Record again.</source>
        <translation>请重新录制。</translation>
    </message>
    <message>
        <source>Record again: stand still first, then walk towards the camera.</source>
        <translation>请重新录制：先站好不动，再朝镜头走来。</translation>
    </message>
    <message>
        <source>Record the child once more.</source>
        <translation>请给这名儿童再录一次。</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>已录制</translation>
    </message>
    <message>
        <source>Recording added</source>
        <translation>添加录制</translation>
    </message>
    <message>
        <source>Recording begun</source>
        <translation>开始录制</translation>
    </message>
    <message>
        <source>Recording erased for good</source>
        <translation>永久清除录制</translation>
    </message>
    <message>
        <source>Recording left where it was</source>
        <translation>录制保持原处</translation>
    </message>
    <message>
        <source>Recording made smaller</source>
        <translation>压缩录制</translation>
    </message>
    <message>
        <source>Recording moved to another patient</source>
        <translation>录制移至其他受检者</translation>
    </message>
    <message>
        <source>Recording put into the recycle bin</source>
        <translation>录制放入回收站</translation>
    </message>
    <message>
        <source>Recording renamed</source>
        <translation>重命名录制</translation>
    </message>
    <message>
        <source>Recording taken back from the recycle bin</source>
        <translation>录制从回收站取回</translation>
    </message>
    <message>
        <source>Recording taken over from the folder of earlier versions</source>
        <translation>已从早期版本的文件夹接管视频</translation>
    </message>
    <message>
        <source>Recording viewed</source>
        <translation>查看录制</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>录制</translation>
    </message>
    <message>
        <source>Recordings moved: {moves}</source>
        <translation>移动了视频：{moves}</translation>
    </message>
    <message>
        <source>Records begun</source>
        <translation>建立记录</translation>
    </message>
    <message>
        <source>Records brought to a new version</source>
        <translation>记录升级到新版本</translation>
    </message>
    <message>
        <source>Recovery key of the protected records</source>
        <translation>受保护记录的恢复密钥</translation>
    </message>
    <message>
        <source>Recovery key used</source>
        <translation>使用恢复密钥</translation>
    </message>
    <message>
        <source>Recycle bin and erasing</source>
        <translation>回收站与清除</translation>
    </message>
    <message>
        <source>Referred to</source>
        <translation>转诊至</translation>
    </message>
    <message>
        <source>Refusal undone, consent holds again</source>
        <translation>撤销拒绝，同意恢复有效</translation>
    </message>
    <message>
        <source>Remove the peer and enter it again.</source>
        <translation>请移除该对方并重新输入。</translation>
    </message>
    <message>
        <source>Rename the file.</source>
        <translation>请重命名该文件。</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>重录</translation>
    </message>
    <message>
        <source>Report (PDF)</source>
        <translation>报告（PDF）</translation>
    </message>
    <message>
        <source>Report made, not signed</source>
        <translation>已生成报告（未签名）</translation>
    </message>
    <message>
        <source>Researcher</source>
        <translation>研究者</translation>
    </message>
    <message>
        <source>Restore it, or the whole backup it is from; without it nothing opens.</source>
        <translation>请恢复此文件或其所在的整个备份；没有它什么也打不开。</translation>
    </message>
    <message>
        <source>Restore the newest backup, or ask an administrator to look into it.</source>
        <translation>请恢复最新的备份，或请管理员查明原因。</translation>
    </message>
    <message>
        <source>Restore the newest backup.</source>
        <translation>请恢复最新的备份。</translation>
    </message>
    <message>
        <source>Result refused that had finished while the records were locked</source>
        <translation>拒收锁定期间完成的结果</translation>
    </message>
    <message>
        <source>Result taken in that had finished while the records were locked</source>
        <translation>收入锁定期间完成的结果</translation>
    </message>
    <message>
        <source>Result to be sent</source>
        <translation>结果待发送</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>审核</translation>
    </message>
    <message>
        <source>Review and sign again, or ask an administrator to look into it.</source>
        <translation>请重新审核并签名，或请管理员查明原因。</translation>
    </message>
    <message>
        <source>Review and sign it first.</source>
        <translation>请先审核并签名。</translation>
    </message>
    <message>
        <source>Review it again instead.</source>
        <translation>请改为重新审阅。</translation>
    </message>
    <message>
        <source>Review it first; one that is signed is amended.</source>
        <translation>请先审阅；已签名的判定只能修订。</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>已审核</translation>
    </message>
    <message>
        <source>Reviewed by {name}, {made}.</source>
        <translation>审核人：{name}，{made}。</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>审阅者</translation>
    </message>
    <message>
        <source>Revision {number}, {date}</source>
        <translation>第 {number} 版，{date}</translation>
    </message>
    <message>
        <source>Role of a user changed</source>
        <translation>更改用户角色</translation>
    </message>
    <message>
        <source>Row {number} of the worklist (patient {patient}) has a date that is none: “{date}”.</source>
        <translation>工作列表第 {number} 行（编号 {patient}）的日期无效：“{date}”。</translation>
    </message>
    <message>
        <source>Row {number} of the worklist (patient {patient}) has a study that is none.</source>
        <translation>工作列表第 {number} 行（编号 {patient}）的检查标识无效。</translation>
    </message>
    <message>
        <source>Row {number} of the worklist (patient {patient}) has no name.</source>
        <translation>工作列表第 {number} 行（编号 {patient}）没有姓名。</translation>
    </message>
    <message>
        <source>Row {number} of the worklist cannot be read.</source>
        <translation>工作列表第 {number} 行无法读取。</translation>
    </message>
    <message>
        <source>Row {number} of the worklist gives the patient id {patient} to somebody else than an earlier row.</source>
        <translation>工作列表第 {number} 行的编号 {patient} 与前面某一行中的另一人相同。</translation>
    </message>
    <message>
        <source>Row {number} of the worklist has characters that are not of the character set that it names ({charset}).</source>
        <translation>工作列表第 {number} 行含有不属于其所称字符集（{charset}）的字符。</translation>
    </message>
    <message>
        <source>Row {number} of the worklist has no patient id.</source>
        <translation>工作列表第 {number} 行没有编号。</translation>
    </message>
    <message>
        <source>Row {number} of the worklist says no day.</source>
        <translation>工作列表第 {number} 行没有写明日期。</translation>
    </message>
    <message>
        <source>Run this as the user of the computer who keeps them.</source>
        <translation>请以保存这些记录的电脑用户身份运行。</translation>
    </message>
    <message>
        <source>Save it as XLSX, or as CSV in UTF-8, and try again.</source>
        <translation>请另存为 XLSX，或 UTF-8 编码的 CSV，然后重试。</translation>
    </message>
    <message>
        <source>Save it as XLSX, which has no macros, or as CSV.</source>
        <translation>请另存为不含宏的 XLSX，或 CSV。</translation>
    </message>
    <message>
        <source>Save the list as XLSX or CSV and choose that file.</source>
        <translation>请将名单另存为 XLSX 或 CSV，并选择该文件。</translation>
    </message>
    <message>
        <source>Scoliometer</source>
        <translation>脊柱侧弯测量尺</translation>
    </message>
    <message>
        <source>Scoliometer, lumbar</source>
        <translation>脊柱侧弯测量尺，腰段</translation>
    </message>
    <message>
        <source>Scoliometer, thoracic</source>
        <translation>脊柱侧弯测量尺，胸段</translation>
    </message>
    <message>
        <source>Scoliometer, thoracolumbar</source>
        <translation>脊柱侧弯测量尺，胸腰段</translation>
    </message>
    <message>
        <source>Screened by {name}</source>
        <translation>筛查人：{name}</translation>
    </message>
    <message>
        <source>Screening day</source>
        <translation>筛查日</translation>
    </message>
    <message>
        <source>Screening day begun</source>
        <translation>开始筛查日</translation>
    </message>
    <message>
        <source>Screening day changed</source>
        <translation>更改筛查日</translation>
    </message>
    <message>
        <source>Screening day removed</source>
        <translation>移除筛查日</translation>
    </message>
    <message>
        <source>Screening day viewed</source>
        <translation>查看筛查日</translation>
    </message>
    <message>
        <source>Screening day: {name}</source>
        <translation>筛查日：{name}</translation>
    </message>
    <message>
        <source>Screening of the gait</source>
        <translation>步态筛查</translation>
    </message>
    <message>
        <source>Screening of the gait: measurements</source>
        <translation>步态筛查：测量值</translation>
    </message>
    <message>
        <source>Screening of the gait: picture</source>
        <translation>步态筛查：图片</translation>
    </message>
    <message>
        <source>Screening of the gait: report</source>
        <translation>步态筛查：报告</translation>
    </message>
    <message>
        <source>Screening of the gait: video</source>
        <translation>步态筛查：视频</translation>
    </message>
    <message>
        <source>Send the measurements without it, and hand the page over as a file.</source>
        <translation>请只发送测量值，并将该页面作为文件交付。</translation>
    </message>
    <message>
        <source>Send the report without it.</source>
        <translation>请不带它发送报告。</translation>
    </message>
    <message>
        <source>Send the report without the picture.</source>
        <translation>请发送不带图片的报告。</translation>
    </message>
    <message>
        <source>Send the report without the video.</source>
        <translation>请不带视频发送报告。</translation>
    </message>
    <message>
        <source>Sending begun</source>
        <translation>开始发送</translation>
    </message>
    <message>
        <source>Sending failed</source>
        <translation>发送失败</translation>
    </message>
    <message>
        <source>Sending to others and worklists</source>
        <translation>发送给他人与工作列表</translation>
    </message>
    <message>
        <source>Sending was interrupted</source>
        <translation>发送被中断</translation>
    </message>
    <message>
        <source>Sending was interrupted here; it is sent again.</source>
        <translation>发送在此处中断；会再次发送。</translation>
    </message>
    <message>
        <source>Sent, and taken by the peer</source>
        <translation>已发送，对方已接收</translation>
    </message>
    <message>
        <source>Set by a person. The model said: {said}.</source>
        <translation>由人工设定。模型的结果：{said}。</translation>
    </message>
    <message>
        <source>Set by {name}. The model said: {said}.</source>
        <translation>由 {name} 设定。模型的结果：{said}。</translation>
    </message>
    <message>
        <source>Set the camera upright.</source>
        <translation>请把摄像头摆正。</translation>
    </message>
    <message>
        <source>Settings of the records changed</source>
        <translation>更改记录的设置</translation>
    </message>
    <message>
        <source>Share the folder, so that every computer has it under the same path.</source>
        <translation>请共享该文件夹，使每台计算机都能以相同的路径访问。</translation>
    </message>
    <message>
        <source>Shown after the examiner&apos;s own finding</source>
        <translation>在检查者自己的检查结果之后显示</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>签名人</translation>
    </message>
    <message>
        <source>Signed electronically. The codes show in the records, under “Check a printed page”, whether this page is what was signed.</source>
        <translation>已电子签名。在档案的“核对打印页”中输入这些代码，即可查明本页是否就是当时签名的内容。</translation>
    </message>
    <message>
        <source>Signed pages asked for, none kept</source>
        <translation>请求已签页面，但未保存</translation>
    </message>
    <message>
        <source>Signed pages viewed</source>
        <translation>查看已签页面</translation>
    </message>
    <message>
        <source>Signed result collected for sending</source>
        <translation>已汇集签名结果以供发送</translation>
    </message>
    <message>
        <source>Somebody must stay administrator.</source>
        <translation>必须至少保留一名管理员。</translation>
    </message>
    <message>
        <source>Stand still.</source>
        <translation>请站好别动。</translation>
    </message>
    <message>
        <source>Start Ray on them with at least one core each.</source>
        <translation>请在这些计算机上启动 Ray，每台至少提供一个核心。</translation>
    </message>
    <message>
        <source>Start Ray on this computer and on the others; where they ask for a token, set RAY_AUTH_MODE=token here, too.</source>
        <translation>请在本机和其他计算机上启动 Ray；如果它们要求令牌，请在本机也设置 RAY_AUTH_MODE=token。</translation>
    </message>
    <message>
        <source>Step back: the whole body must be seen.</source>
        <translation>请后退：要看到全身。</translation>
    </message>
    <message>
        <source>Step into the picture.</source>
        <translation>请走进画面。</translation>
    </message>
    <message>
        <source>Stop it before the next one begins.</source>
        <translation>请先停止，再开始下一次录制。</translation>
    </message>
    <message>
        <source>Such a peer takes no “{content}”.</source>
        <translation>这样的对方不接收“{content}”。</translation>
    </message>
    <message>
        <source>Table of patients made</source>
        <translation>生成受检者表格</translation>
    </message>
    <message>
        <source>Take another list.</source>
        <translation>请使用另一份名单。</translation>
    </message>
    <message>
        <source>Take it back out of the recycle bin first.</source>
        <translation>请先把它从回收站中取回。</translation>
    </message>
    <message>
        <source>Take it off the list of what is sent to it.</source>
        <translation>请把它从发送内容的列表中去掉。</translation>
    </message>
    <message>
        <source>Take several words: they are easy to keep in mind and hard to guess.</source>
        <translation>可使用几个词语：容易记住，又难以猜到。</translation>
    </message>
    <message>
        <source>Take the child with the number {number} out.</source>
        <translation>请去掉编号为 {number} 的儿童。</translation>
    </message>
    <message>
        <source>Take the list of children into the patients first.</source>
        <translation>请先把儿童名单加入受检者。</translation>
    </message>
    <message>
        <source>Take the name by which an administrator unlocks the records.</source>
        <translation>请使用管理员解锁档案时的登录名。</translation>
    </message>
    <message>
        <source>The GPU has not been tested on this computer yet; the check of this computer under Help does so.</source>
        <translation>尚未在此计算机上测试 GPU；可在帮助页检查此计算机来进行测试。</translation>
    </message>
    <message>
        <source>The GPU was chosen in the settings.</source>
        <translation>已在设置中选择 GPU。</translation>
    </message>
    <message>
        <source>The accession number of the order is not one that DICOM can hold: up to {most} characters on one line, without backslashes.</source>
        <translation>DICOM 无法容纳该申请的检查号：最多 {most} 个字符，写在一行内，不含反斜杠。</translation>
    </message>
    <message>
        <source>The analysis could not be started: {why}.</source>
        <translation>无法启动分析：{why}。</translation>
    </message>
    <message>
        <source>The analysis stopped unexpectedly; memory may have run out.</source>
        <translation>分析意外停止，可能是内存不足。</translation>
    </message>
    <message>
        <source>The backup “{name}” is damaged or cut off.</source>
        <translation>备份“{name}”已损坏或不完整。</translation>
    </message>
    <message>
        <source>The bars show in which range each value lies (95 %). Of twenty comparisons one may come out as a change by chance alone.</source>
        <translation>竖线表示每个数值所在的范围（95 %）。二十次比较中，可能有一次仅因偶然而显示为变化。</translation>
    </message>
    <message>
        <source>The camera changed its picture from {before} to {now} pixels; the recording ended there.</source>
        <translation>摄像头的画面从 {before} 像素变为 {now} 像素，录制在此处结束。</translation>
    </message>
    <message>
        <source>The camera has straightened the picture itself ({lens}).</source>
        <translation>摄像机已自行拉直画面（{lens}）。</translation>
    </message>
    <message>
        <source>The camera “{camera}” cannot be used.</source>
        <translation>摄像头“{camera}”无法使用。</translation>
    </message>
    <message>
        <source>The camera “{camera}” is there, but sends no picture.</source>
        <translation>摄像头“{camera}”已连接，但没有传来画面。</translation>
    </message>
    <message>
        <source>The camera “{camera}” sends no picture.</source>
        <translation>摄像头“{camera}”没有传来画面。</translation>
    </message>
    <message>
        <source>The camera “{camera}” sends pictures that cannot be read.</source>
        <translation>摄像头“{camera}”传来的画面无法读取。</translation>
    </message>
    <message>
        <source>The camera “{camera}” was unplugged.</source>
        <translation>摄像头“{camera}”已被拔下。</translation>
    </message>
    <message>
        <source>The certificate of “{host}” cannot be trusted: {reason}.</source>
        <translation>“{host}”的证书不可信任：{reason}。</translation>
    </message>
    <message>
        <source>The certificate of “{host}” has expired.</source>
        <translation>“{host}”的证书已过期。</translation>
    </message>
    <message>
        <source>The certificate of “{host}” is not valid yet; or the clock of this computer is wrong.</source>
        <translation>“{host}”的证书尚未生效；或者这台电脑的时钟有误。</translation>
    </message>
    <message>
        <source>The certificate shown by “{host}” is that of another computer.</source>
        <translation>“{host}”出示的证书属于另一台电脑。</translation>
    </message>
    <message>
        <source>The change was saved, but “{name}” beside the records could not be written: {reason}.</source>
        <translation>更改已保存，但无法写入档案旁的“{name}”：{reason}。</translation>
    </message>
    <message>
        <source>The changes of this day cannot be read: {reason}.</source>
        <translation>无法读取这一天的更改：{reason}。</translation>
    </message>
    <message>
        <source>The clock of this computer is behind the newest entry of the records ({made}).</source>
        <translation>本机时钟早于档案中最新的记录（{made}）。</translation>
    </message>
    <message>
        <source>The computer “{name}” of the cluster does not see the folder “{folder}”.</source>
        <translation>集群中的计算机“{name}”看不到文件夹“{folder}”。</translation>
    </message>
    <message>
        <source>The computer “{name}” of the cluster has another model “{model}”.</source>
        <translation>集群中的计算机“{name}”上的模型“{model}”与本机不同。</translation>
    </message>
    <message>
        <source>The computer “{name}” of the cluster has other versions: {packages}.</source>
        <translation>集群中的计算机“{name}”的版本不同：{packages}。</translation>
    </message>
    <message>
        <source>The computers of the cluster lend no cores.</source>
        <translation>集群中的计算机没有提供任何核心。</translation>
    </message>
    <message>
        <source>The connection to “{host}” broke off before the answer was complete.</source>
        <translation>与“{host}”的连接在收到完整回答之前中断。</translation>
    </message>
    <message>
        <source>The connection to “{host}” is not encrypted: names, findings and passwords can be read on their way. Use an address that begins with https wherever there is one.</source>
        <translation>与“{host}”的连接未加密：姓名、所见和密码在途中可被读取。只要有以 https 开头的地址，就请使用它。</translation>
    </message>
    <message>
        <source>The connection to “{name}” broke off before it had answered.</source>
        <translation>与“{name}”的连接在其答复之前中断了。</translation>
    </message>
    <message>
        <source>The date of birth, {date}, is too long ago.</source>
        <translation>出生日期 {date} 太久远。</translation>
    </message>
    <message>
        <source>The date of birth, {date}, lies ahead.</source>
        <translation>出生日期 {date} 在将来。</translation>
    </message>
    <message>
        <source>The dates can be read in two ways: day or month first.</source>
        <translation>日期有两种读法：日在前或月在前。</translation>
    </message>
    <message>
        <source>The day could not be deleted: {reason}.</source>
        <translation>无法删除这一天：{reason}。</translation>
    </message>
    <message>
        <source>The day was closed</source>
        <translation>关闭了这一天</translation>
    </message>
    <message>
        <source>The day was ended</source>
        <translation>结束了这一天</translation>
    </message>
    <message>
        <source>The day was opened</source>
        <translation>打开了这一天</translation>
    </message>
    <message>
        <source>The day was taken up again</source>
        <translation>继续了这一天</translation>
    </message>
    <message>
        <source>The disk is nearly full: only {free} MB are free, so the recording ended.</source>
        <translation>磁盘几乎已满：只剩 {free} MB，因此录制已结束。</translation>
    </message>
    <message>
        <source>The disk is too slow for the camera: frames are being lost.</source>
        <translation>磁盘速度跟不上摄像头：正在丢失画面。</translation>
    </message>
    <message>
        <source>The examiner&apos;s own finding is missing.</source>
        <translation>缺少检查者自己的检查所见。</translation>
    </message>
    <message>
        <source>The examiner&apos;s own findings</source>
        <translation>检查者自己的发现</translation>
    </message>
    <message>
        <source>The family name is missing.</source>
        <translation>缺少姓氏。</translation>
    </message>
    <message>
        <source>The file names {lens}, which may bend straight edges. Too few edges in the picture show whether it does: nothing is corrected, and the intervals are wider.</source>
        <translation>文件标明的镜头 {lens} 可能使直线弯曲。画面中的边缘太少，无法判断是否弯曲：未作校正，区间更宽。</translation>
    </message>
    <message>
        <source>The file with the keys of the records was put back to an older copy: passwords that were changed since, and users who were removed, would count again.</source>
        <translation>保存档案密钥的文件被换回较旧的副本：此后更改过的旧密码和已移除的用户会重新生效。</translation>
    </message>
    <message>
        <source>The folder “{name}” cannot be read: {reason}.</source>
        <translation>无法读取文件夹“{name}”：{reason}。</translation>
    </message>
    <message>
        <source>The installed program takes no further packages: run it from Python, see docs/own-networks.md.</source>
        <translation>安装版程序不能再添加软件包：请改用 Python 运行，参见 docs/own-networks.md。</translation>
    </message>
    <message>
        <source>The known answer of the pose networks cannot be read: {reason}</source>
        <translation>无法读取姿态网络的已知答案：{reason}</translation>
    </message>
    <message>
        <source>The lens is wide-angle: it bends straight edges.</source>
        <translation>镜头为广角：它使直线弯曲。</translation>
    </message>
    <message>
        <source>Number of sequences, and percent of their true class. The class with the largest mean cosine is the answer.</source>
        <translation>序列数，及其占该真实类别的百分比。以平均余弦最大的类别为判读结果。</translation>
    </message>
    <message>
        <source>Child</source>
        <translation>儿童</translation>
    </message>
    <message>
        <source>Choose one of {names}.</source>
        <translation>请从 {names} 中选择。</translation>
    </message>
    <message>
        <source>Clothes or hair hid the shoulders: the range of the shoulder tilt is wider.</source>
        <translation>衣物或头发遮住了肩部：肩部倾斜的范围因此更宽。</translation>
    </message>
    <message>
        <source>Delete it and run the command again.</source>
        <translation>请删除该文件，然后重新运行此命令。</translation>
    </message>
    <message>
        <source>Film at 25 or 30 frames a second, or film a longer walk.</source>
        <translation>请以每秒 25 或 30 帧拍摄，或拍摄更长的行走。</translation>
    </message>
    <message>
        <source>Film in close-fitting clothes with the hair tied up, or mark the shoulders with adhesive dots.</source>
        <translation>请穿贴身衣物、扎起头发拍摄，或用粘贴圆点标记肩部。</translation>
    </message>
    <message>
        <source>From {date} on the vertical was taken from the balance of the walk: not compared with what came before.</source>
        <translation>自 {date} 起铅垂方向取自行走时的平衡：不与之前的结果比较。</translation>
    </message>
    <message>
        <source>Give at least {count} of {makes}.</source>
        <translation>请提供至少 {count} 段、{makes} 种。</translation>
    </message>
    <message>
        <source>Hips, left</source>
        <translation>骨盆左侧</translation>
    </message>
    <message>
        <source>Hips, right</source>
        <translation>骨盆右侧</translation>
    </message>
    <message>
        <source>If some were put there, turn them towards the camera, and use the camera&apos;s own file: copies from messengers lose small dots.</source>
        <translation>如果那里贴有圆点，请使其朝向摄像机，并使用摄像机的原始文件：通过聊天软件转发的副本会丢失小圆点。</translation>
    </message>
    <message>
        <source>Left ankle</source>
        <translation>左踝</translation>
    </message>
    <message>
        <source>Left shoulder</source>
        <translation>左肩</translation>
    </message>
    <message>
        <source>Look at the picture whether left and right are marked as they should be. If not, film the person walking towards or away from the camera.</source>
        <translation>请查看画面中左右标注是否正确。如不正确，请重新拍摄受检者朝向或背离摄像机行走的视频。</translation>
    </message>
    <message>
        <source>Loose clothes</source>
        <translation>宽松衣物</translation>
    </message>
    <message>
        <source>Make some with “scolioapp phantoms shoulders”.</source>
        <translation>请先用“scolioapp phantoms shoulders”生成。</translation>
    </message>
    <message>
        <source>Measured against the plumb line.</source>
        <translation>以铅垂线为准测量。</translation>
    </message>
    <message>
        <source>Measurements that need it are less certain, or not taken. Arms and hair hide dots, and so does strong compression: use the camera&apos;s own file, not a copy from a messenger.</source>
        <translation>需要该点的测量不太可靠，或者不予测量。手臂和头发会遮住圆点，强压缩也会使其消失：请使用摄像机的原始文件，而不是聊天软件转发的副本。</translation>
    </message>
    <message>
        <source>Neck (C7)</source>
        <translation>颈部 (C7)</translation>
    </message>
    <message>
        <source>No dots were found on the hips.</source>
        <translation>骨盆处未找到圆点。</translation>
    </message>
    <message>
        <source>No dots were found on the shoulders.</source>
        <translation>肩部未找到圆点。</translation>
    </message>
    <message>
        <source>ONNX Runtime does not support bf16 here.</source>
        <translation>ONNX Runtime 在此处不能以 bf16 计算。</translation>
    </message>
    <message>
        <source>ONNX Runtime {version} is set to send nothing.</source>
        <translation>已设置 ONNX Runtime {version} 不发送任何信息。</translation>
    </message>
    <message>
        <source>ONNX Runtime {version} may contact its developer.</source>
        <translation>ONNX Runtime {version} 可能会联系其制作者。</translation>
    </message>
    <message>
        <source>Of 1,000 people with none reported, about {people} have them nonetheless ({low} to {high}).</source>
        <translation>未报告特征的 1,000 人中，仍约有 {people} 人具有（{low} 至 {high}）。</translation>
    </message>
    <message>
        <source>One dot for each tenth of predicted probability; bars: 95 %; along the bottom: number of sequences.</source>
        <translation>圆点按概率每十分之一分组；竖线：95%；底部：序列的多少。</translation>
    </message>
    <message>
        <source>Only one complete gait cycle was found in the {seconds} seconds that show this person.</source>
        <translation>在此人的 {seconds} 秒中只找到一个完整的步态周期。</translation>
    </message>
    <message>
        <source>Only two complete steps in a row were seen.</source>
        <translation>只看到连续两个完整的步伐。</translation>
    </message>
    <message>
        <source>Only {free} MB are free in the results folder, which is not enough for a result.</source>
        <translation>保存结果的位置只剩 {free} MB：不足以保存一个结果。</translation>
    </message>
    <message>
        <source>Over all folds</source>
        <translation>各折汇总</translation>
    </message>
    <message>
        <source>PDFs are made by the window part of this program, which is not installed.</source>
        <translation>PDF 由本程序的窗口部分绘制，而此处没有安装该部分。</translation>
    </message>
    <message>
        <source>Pack the dataset again, or copy the store again from its source.</source>
        <translation>请重新打包该数据集，或从来源处重新复制该打包存储。</translation>
    </message>
    <message>
        <source>People of the class “{name}”: only {count}.</source>
        <translation>只有 {count} 人属于“{name}”。</translation>
    </message>
    <message>
        <source>People seen but not followed, or followed only part of the time: {count}.</source>
        <translation>看到但未跟踪、或只跟踪了部分时间的人：{count} 人。</translation>
    </message>
    <message>
        <source>Precision, mean over classes</source>
        <translation>精确率，各类平均</translation>
    </message>
    <message>
        <source>Program data folder</source>
        <translation>程序数据文件夹</translation>
    </message>
    <message>
        <source>Put the camera on a tripod or a table, and do not turn it to follow the person.</source>
        <translation>请将摄像机放在三脚架或桌子上，不要跟着人移动。</translation>
    </message>
    <message>
        <source>Read by a different network</source>
        <translation>由其他网络读取</translation>
    </message>
    <message>
        <source>Reading a checkpoint needs torch, which is not installed.</source>
        <translation>读取检查点需要 torch，但尚未安装。</translation>
    </message>
    <message>
        <source>Recall, mean over classes</source>
        <translation>召回率，各类平均</translation>
    </message>
    <message>
        <source>Reduced ({precision}), for speed. It is offered only where no score changed by more than {points} of 100 when it was checked.</source>
        <translation>为提高速度而降低（{precision}）。只有在检查时所有得分的改变均不超过 {points}/100，才提供此精度。</translation>
    </message>
    <message>
        <source>Reinstall the program, or choose another model folder.</source>
        <translation>请重新安装程序，或选择其他模型文件夹。</translation>
    </message>
    <message>
        <source>Reinstall the program, or fit the correction again.</source>
        <translation>请重新安装程序，或重新拟合校正。</translation>
    </message>
    <message>
        <source>Reinstall the program.</source>
        <translation>请重新安装程序。</translation>
    </message>
    <message>
        <source>Reinstall the program; if that does not help, send this list to its developers.</source>
        <translation>请重新安装程序；如果仍无效，请将此列表发送给程序的开发者。</translation>
    </message>
    <message>
        <source>Reinstall the program; until then, convert such videos to another codec.</source>
        <translation>请重新安装程序；在此之前请将这类视频转换为其他编码。</translation>
    </message>
    <message>
        <source>Remove them all with “pip uninstall {packages}”, then install the one this program requires.</source>
        <translation>请用“pip uninstall {packages}”将它们全部移除，然后安装本程序所需的那一个。</translation>
    </message>
    <message>
        <source>Rename one of them.</source>
        <translation>请重命名其中一个。</translation>
    </message>
    <message>
        <source>Resembles scoliosis: {positive}, borderline: {neutral}, does not resemble scoliosis: {negative}, of 100.</source>
        <translation>与脊柱侧弯者相似：{positive}/100；临界：{neutral}/100；与无脊柱侧弯者相似：{negative}/100。</translation>
    </message>
    <message>
        <source>Restore the file from its source.</source>
        <translation>请从来源处恢复该文件。</translation>
    </message>
    <message>
        <source>Restore the folder from its source. If you changed the card on purpose, remove its last line, which begins with “# seal”.</source>
        <translation>请从来源处恢复该文件夹。如果是有意更改模型卡，请删除其最后一行（以“# seal”开头）。</translation>
    </message>
    <message>
        <source>Results folder</source>
        <translation>结果文件夹</translation>
    </message>
    <message>
        <source>Right ankle</source>
        <translation>右踝</translation>
    </message>
    <message>
        <source>Right shoulder</source>
        <translation>右肩</translation>
    </message>
    <message>
        <source>Run faster and slightly less exactly than usual.</source>
        <translation>计算比平时更快，但精确度略低。</translation>
    </message>
    <message>
        <source>Run on</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <source>Run the extraction again; finished work is kept.</source>
        <translation>请重新运行提取；已完成的内容会保留。</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Scale {scale}; thresholds {abnormal} (abnormal), {positive} (positive) and {band} (inconclusive band).</source>
        <translation>采用的比例系数为 {scale}，阈值为 {abnormal}（异常）、{positive}（侧弯样）和 {band}（不下结论的范围）。</translation>
    </message>
    <message>
        <source>School class</source>
        <translation>班级</translation>
    </message>
    <message>
        <source>ScolioApp {version}, run as a Python package.</source>
        <translation>ScolioApp {version}，以 Python 软件包形式运行。</translation>
    </message>
    <message>
        <source>Scoliosis1K is for research. It may not be passed on or used commercially, and the same restrictions apply to models trained on it.</source>
        <translation>Scoliosis1K 仅供研究使用，不得转交他人，也不得用于商业用途；用它训练的模型受同样的限制。</translation>
    </message>
    <message>
        <source>Screen one recording at a time, and keep recordings under five minutes.</source>
        <translation>请一次只筛查一段视频，且视频不要超过五分钟。</translation>
    </message>
    <message>
        <source>Screen the video again and choose that dots were used.</source>
        <translation>请重新筛查视频，并选择使用了圆点。</translation>
    </message>
    <message>
        <source>Screen the video again, so that the same model judges everyone in it.</source>
        <translation>请重新筛查视频，使其中所有人都由同一个模型判读。</translation>
    </message>
    <message>
        <source>Screen the video with “{fixed}”, or ask the administrator.</source>
        <translation>请用“{fixed}”筛查该视频，或联系管理员。</translation>
    </message>
    <message>
        <source>Screening day taken over from the folder of earlier versions</source>
        <translation>已从早期版本的文件夹接管筛查日</translation>
    </message>
    <message>
        <source>Screening outcomes</source>
        <translation>筛查会给出的结论</translation>
    </message>
    <message>
        <source>Screening runs on</source>
        <translation>筛查的计算位置</translation>
    </message>
    <message>
        <source>Screening, training and importing checkpoints (torch {version}).</source>
        <translation>筛查、训练、导入检查点（torch {version}）。</translation>
    </message>
    <message>
        <source>Screening. Training and importing checkpoints need torch, which is not installed.</source>
        <translation>筛查。训练和导入检查点需要 torch，但尚未安装。</translation>
    </message>
    <message>
        <source>Sequence {id} has {poses} poses but {frames} silhouettes.</source>
        <translation>序列 {id} 有 {poses} 个姿态和 {frames} 个轮廓。</translation>
    </message>
    <message>
        <source>Sequence {id} has {silhouettes} silhouettes but {poses} poses.</source>
        <translation>序列 {id} 有 {silhouettes} 个轮廓和 {poses} 个姿态。</translation>
    </message>
    <message>
        <source>Sequence {id} is in the folder of an unknown class, “{name}”.</source>
        <translation>序列 {id} 位于未知类别“{name}”的文件夹中。</translation>
    </message>
    <message>
        <source>Sequence {id} is in two folders.</source>
        <translation>序列 {id} 位于两个文件夹中。</translation>
    </message>
    <message>
        <source>Sequence {id} is in {count} folders.</source>
        <translation>序列 {id} 位于 {count} 个文件夹中。</translation>
    </message>
    <message>
        <source>Sequence {id} is missing from the subject map.</source>
        <translation>人员对照表缺少序列 {id}。</translation>
    </message>
    <message>
        <source>Sequence {id} of the test set is missing from the dataset.</source>
        <translation>数据集缺少测试集中的序列 {id}。</translation>
    </message>
    <message>
        <source>Sequences missing from the subject map: {count}, for example {id}.</source>
        <translation>人员对照表缺少 {count} 个序列，例如 {id}。</translation>
    </message>
    <message>
        <source>Sequences not judged because the network found nobody in them: {count}.</source>
        <translation>因网络未看到任何人而略去的序列：{count}。</translation>
    </message>
    <message>
        <source>Sequences of each true class by outcome, using the model&apos;s thresholds.</source>
        <translation>各真实类别的序列按筛查结论分布，采用模型自己的阈值。</translation>
    </message>
    <message>
        <source>Set aside a larger share for it: without it the model cannot be calibrated.</source>
        <translation>请为其留出更大比例：没有它就无法校准模型。</translation>
    </message>
    <message>
        <source>Set aside a larger share for test, or set report_on_test to false.</source>
        <translation>请为测试留出更大比例，或将 report_on_test 设为 false。</translation>
    </message>
    <message>
        <source>Set status to demo: a model that learned from no real person has no clinical meaning.</source>
        <translation>请将 status 设为 demo：未从真人学习的模型没有任何临床意义。</translation>
    </message>
    <message>
        <source>Settings folder</source>
        <translation>设置文件夹</translation>
    </message>
    <message>
        <source>Some parts of the recording give a different answer from the whole.</source>
        <translation>视频的某些部分与整体给出不同的答案。</translation>
    </message>
    <message>
        <source>Something belongs to the visit of {date}.</source>
        <translation>{date} 的就诊中还有内容。</translation>
    </message>
    <message>
        <source>Splits are then by sequence, and leakage is possible: add a CSV with the columns id and subject.</source>
        <translation>此时按序列划分，可能发生数据泄漏：请提供含 id 和 subject 两列的 CSV。</translation>
    </message>
    <message>
        <source>Strip {number} of {count} from the top</source>
        <translation>自上而下第 {number} 条，共 {count} 条</translation>
    </message>
    <message>
        <source>Test sequences missing from the dataset: {count}, for example {id}.</source>
        <translation>数据集缺少测试集中的 {count} 个序列，例如 {id}。</translation>
    </message>
    <message>
        <source>That day could not be taken over; correct that first.</source>
        <translation>该筛查日无法接管；请先更正。</translation>
    </message>
    <message>
        <source>The GPU ran out of memory at step {step}.</source>
        <translation>GPU 显存不足，无法计算第 {step} 步。</translation>
    </message>
    <message>
        <source>The age of sequence {id}, “{age}”, is not a number of years.</source>
        <translation>序列 {id} 的年龄“{age}”不是有效的岁数。</translation>
    </message>
    <message>
        <source>The answers of “{name}” for its people cannot be read.</source>
        <translation>无法读取“{name}”对其受检者的判断。</translation>
    </message>
    <message>
        <source>The background shifts by {speed} % of the picture per second.</source>
        <translation>背景每秒移动画面的 {speed} %。</translation>
    </message>
    <message>
        <source>The body is cut off by the left or right edge of the picture for {share} % of the time.</source>
        <translation>有 {share} % 的时间，身体被画面左边或右边截断。</translation>
    </message>
    <message>
        <source>The bundled walk of a simulated person could not be screened.</source>
        <translation>无法筛查自带的模拟行走者的视频。</translation>
    </message>
    <message>
        <source>The camera filmed at an uneven rate; this was allowed for.</source>
        <translation>摄像机拍摄不均匀，已予考虑。</translation>
    </message>
    <message>
        <source>The camera is tilted about {roll}° to the left.</source>
        <translation>摄像机约向左倾斜 {roll}°。</translation>
    </message>
    <message>
        <source>The camera is tilted about {roll}° to the right.</source>
        <translation>摄像机约向右倾斜 {roll}°。</translation>
    </message>
    <message>
        <source>The camera is tilted {roll}° to the left and points down by {pitch}°.</source>
        <translation>摄像机向左倾斜 {roll}°，并朝下 {pitch}°。</translation>
    </message>
    <message>
        <source>The camera is tilted {roll}° to the left and points up by {pitch}°.</source>
        <translation>摄像机向左倾斜 {roll}°，并朝上 {pitch}°。</translation>
    </message>
    <message>
        <source>The camera is tilted {roll}° to the right and points down by {pitch}°.</source>
        <translation>摄像机向右倾斜 {roll}°，并朝下 {pitch}°。</translation>
    </message>
    <message>
        <source>The camera is tilted {roll}° to the right and points up by {pitch}°.</source>
        <translation>摄像机向右倾斜 {roll}°，并朝上 {pitch}°。</translation>
    </message>
    <message>
        <source>The card of “{model}” has been changed since it was written.</source>
        <translation>“{model}”的模型卡在写出后被更改。</translation>
    </message>
    <message>
        <source>The class “{name}” has only one person.</source>
        <translation>只有 1 人属于“{name}”。</translation>
    </message>
    <message>
        <source>The clinic mode lock cannot be read.</source>
        <translation>无法读取诊所模式的锁定内容。</translation>
    </message>
    <message>
        <source>The clinic mode lock does not name a model with the hashes of its files.</source>
        <translation>诊所模式的锁定内容没有写明模型及其文件的哈希值。</translation>
    </message>
    <message>
        <source>The clinic mode model, “{name}”, is not installed.</source>
        <translation>诊所模式的模型“{name}”未安装。</translation>
    </message>
    <message>
        <source>The dataset does not say which person each sequence shows.</source>
        <translation>没有信息说明各序列属于谁。</translation>
    </message>
    <message>
        <source>The dataset has walks of the class “{name}”, which the network does not have.</source>
        <translation>数据集中有类别“{name}”的行走，而网络没有此类别。</translation>
    </message>
    <message>
        <source>The dataset has {known} keypoints, but the pose network gives {found}.</source>
        <translation>该数据集的关键点为 {known}，姿态网络给出的是 {found}。</translation>
    </message>
    <message>
        <source>The dataset has {said} keypoints; the configuration says {written}.</source>
        <translation>该数据集的关键点为 {said}，而配置中写的是 {written}。</translation>
    </message>
    <message>
        <source>The dataset is of simulated walkers, but the configuration makes a research model.</source>
        <translation>该数据集由模拟行走者组成，而配置要生成研究模型。</translation>
    </message>
    <message>
        <source>The dataset “{name}” is no longer there.</source>
        <translation>数据集“{name}”已不存在。</translation>
    </message>
    <message>
        <source>The device does not have enough memory for the model “{model}”.</source>
        <translation>设备的内存不足以运行模型“{model}”。</translation>
    </message>
    <message>
        <source>The dot on the left ankle cannot be seen after {at} s.</source>
        <translation>{at} 秒之后看不到左踝的圆点。</translation>
    </message>
    <message>
        <source>The dot on the left shoulder cannot be seen after {at} s.</source>
        <translation>{at} 秒之后看不到左肩的圆点。</translation>
    </message>
    <message>
        <source>The dot on the neck (C7) cannot be seen after {at} s.</source>
        <translation>{at} 秒之后看不到颈部 (C7) 的圆点。</translation>
    </message>
    <message>
        <source>The dot on the right ankle cannot be seen after {at} s.</source>
        <translation>{at} 秒之后看不到右踝的圆点。</translation>
    </message>
    <message>
        <source>The dot on the right shoulder cannot be seen after {at} s.</source>
        <translation>{at} 秒之后看不到右肩的圆点。</translation>
    </message>
    <message>
        <source>The dots in the sequence do not fit together.</source>
        <translation>序列中的圆点数据互不相符。</translation>
    </message>
    <message>
        <source>The evaluation report is about different weights, or a different class order, from those of “{model}”.</source>
        <translation>评估报告所针对的权重或类别顺序与“{model}”的不同。</translation>
    </message>
    <message>
        <source>The evaluation report is about simulated walkers, which cannot validate anything.</source>
        <translation>评估报告针对的是模拟行走者，不能用于验证。</translation>
    </message>
    <message>
        <source>The extra “{name}” of the sequence contains no numbers.</source>
        <translation>序列的附加项“{name}”不含数字。</translation>
    </message>
    <message>
        <source>The feet are cut off by the edge of the picture for {share} % of the time.</source>
        <translation>有 {share} % 的时间，双脚被画面边缘截断。</translation>
    </message>
    <message>
        <source>The feet cannot be seen well enough.</source>
        <translation>脚看不清楚。</translation>
    </message>
    <message>
        <source>The file begins {seconds:.1f} seconds before the recording, with a few frames ({count}) that were left out.</source>
        <translation>文件比视频早开始 {seconds:.1f} 秒，其中有少量画面（{count} 帧），已略去。</translation>
    </message>
    <message>
        <source>The file ends {seconds:.1f} seconds after the recording, with a few frames ({count}) that were left out.</source>
        <translation>文件比视频晚结束 {seconds:.1f} 秒，其中有少量画面（{count} 帧），已略去。</translation>
    </message>
    <message>
        <source>The file names a wide-angle lens, which may bend straight edges.</source>
        <translation>文件标明使用了广角镜头，可能使直线弯曲。</translation>
    </message>
    <message>
        <source>The file “{name}” has changed since the screening. A drawing shows the walk instead.</source>
        <translation>文件“{name}”在筛查后已更改。改用图示显示行走。</translation>
    </message>
    <message>
        <source>The finished network gives answers that are not numbers.</source>
        <translation>最终网络对人群的输出不是有效数字。</translation>
    </message>
    <message>
        <source>The folder “{name}” already contains a run.</source>
        <translation>文件夹“{name}”中已有一次训练。</translation>
    </message>
    <message>
        <source>The folder “{name}” already exists.</source>
        <translation>文件夹“{name}”已存在。</translation>
    </message>
    <message>
        <source>The folder “{name}” is not writable: {reason}.</source>
        <translation>文件夹“{name}”无法写入：{reason}。</translation>
    </message>
    <message>
        <source>The frames of “{name}” are {width} x {height} pixels, which is too large.</source>
        <translation>“{name}”的画面为 {width} x {height} 像素，过大，无法读取。</translation>
    </message>
    <message>
        <source>The graphics card of a Mac is not used; everything runs on the processor.</source>
        <translation>不使用 Mac 的显卡；由处理器计算。</translation>
    </message>
    <message>
        <source>The hands cannot be seen well enough.</source>
        <translation>手看不清楚。</translation>
    </message>
    <message>
        <source>The head cannot be seen well enough.</source>
        <translation>头看不清楚。</translation>
    </message>
    <message>
        <source>The head is cut off by the edge of the picture for {share} % of the time.</source>
        <translation>有 {share} % 的时间，头部被画面边缘截断。</translation>
    </message>
    <message>
        <source>The hips cannot be seen well enough.</source>
        <translation>骨盆看不清楚。</translation>
    </message>
    <message>
        <source>The installed model “{name}” is not the one used for this recording: its weights differ.</source>
        <translation>已安装的模型“{name}”不是判读本段视频的模型：其权重不同。</translation>
    </message>
    <message>
        <source>The intervals are wider because of this.</source>
        <translation>因此区间更宽。</translation>
    </message>
    <message>
        <source>The intervals are wider because of this. Set the vertical by hand along a door frame or a corner of the room, or film where such edges are in the picture.</source>
        <translation>区间因此较宽。请沿门框或墙角手动设定垂直方向，或在画面中有此类边缘的地方拍摄。</translation>
    </message>
    <message>
        <source>The knees cannot be seen well enough.</source>
        <translation>膝部看不清楚。</translation>
    </message>
    <message>
        <source>The left and right sides of the body cannot be told apart.</source>
        <translation>无法分辨身体的哪一侧是左、哪一侧是右。</translation>
    </message>
    <message>
        <source>The left dot on the hips cannot be seen after {at} s.</source>
        <translation>{at} 秒之后看不到骨盆左侧的圆点。</translation>
    </message>
    <message>
        <source>The line is too short to say which way is up.</source>
        <translation>线太短，无法确定竖直方向。</translation>
    </message>
    <message>
        <source>The measurement correction in “{name}” cannot be used.</source>
        <translation>无法使用“{name}”中的测量值校正。</translation>
    </message>
    <message>
        <source>The measurements are less accurate: this recording was read by a network other than the usual one.</source>
        <translation>测量不够精确：此视频不是由通常的网络读取的。</translation>
    </message>
    <message>
        <source>The model used for this recording, “{name}”, is not installed here.</source>
        <translation>判读本段视频的模型“{name}”未在此安装。</translation>
    </message>
    <message>
        <source>The model was trained on “{known}” keypoints, but this recording was read with “{used}”.</source>
        <translation>模型用“{known}”关键点训练，而本段视频以“{used}”读取。</translation>
    </message>
    <message>
        <source>The model “{model}” fails its known-answer test: it is off by {difference}; {tolerance} is allowed.</source>
        <translation>模型“{model}”未通过已知答案测试：偏差 {difference}，允许 {tolerance}。</translation>
    </message>
    <message>
        <source>The model “{model}” was changed while it was being packed.</source>
        <translation>模型“{model}”在打包过程中发生了更改。</translation>
    </message>
    <message>
        <source>The model “{name}” came with the program and cannot be removed.</source>
        <translation>模型“{name}”是程序自带的，不能移除。</translation>
    </message>
    <message>
        <source>The model “{name}” has changed since clinic mode was set up. It is not used.</source>
        <translation>自设置诊所模式以来，模型“{name}”已有变化。不用它作任何判断。</translation>
    </message>
    <message>
        <source>The model&apos;s answer in full: {sentence}</source>
        <translation>模型的完整回答：{sentence}</translation>
    </message>
    <message>
        <source>The name of “{name}” is not valid text.</source>
        <translation>“{name}”的名称不是有效文本。</translation>
    </message>
    <message>
        <source>The name or the password is wrong.</source>
        <translation>登录名或密码不正确。</translation>
    </message>
    <message>
        <source>The name “{login}” is empty or already taken.</source>
        <translation>登录名“{login}”为空或已被使用。</translation>
    </message>
    <message>
        <source>The network finds nobody in any sequence of “{name}”.</source>
        <translation>网络在“{name}”的任何序列中都没有看到人。</translation>
    </message>
    <message>
        <source>The network in “{folder}” is for “{task}”, but one for “{needed}” is needed.</source>
        <translation>“{folder}”中的网络用于“{task}”，而这里需要用于“{needed}”的网络。</translation>
    </message>
    <message>
        <source>The network of the shoulder line in “{name}” cannot be used.</source>
        <translation>“{name}”中的肩线网络无法使用。</translation>
    </message>
    <message>
        <source>The network of “{model}” is not of the kind its card says: it has {found}, not {wanted}.</source>
        <translation>“{model}”的网络与其模型卡所写的类型不符：它有 {found}，而不是 {wanted}。</translation>
    </message>
    <message>
        <source>The network of “{model}” needs more memory than there is.</source>
        <translation>“{model}”的网络需要的内存超过现有内存。</translation>
    </message>
    <message>
        <source>The network “{name}” does not match its card (SHA-256 {found}… instead of {expected}…).</source>
        <translation>网络“{name}”与其模型卡所述不符（SHA-256 为 {found}…，应为 {expected}…）。</translation>
    </message>
    <message>
        <source>The network “{name}” has no output “{output}”, although its card names one; it has {found}.</source>
        <translation>网络“{name}”没有其卡片所列的输出“{output}”；它有 {found}。</translation>
    </message>
    <message>
        <source>The network “{name}” has {count} inputs, but its card describes one picture.</source>
        <translation>网络“{name}”有 {count} 个输入，而其卡片只描述一幅图像。</translation>
    </message>
    <message>
        <source>The network “{name}” has {count} outputs, but its card describes one.</source>
        <translation>网络“{name}”有 {count} 个输出，而其卡片只描述一个。</translation>
    </message>
    <message>
        <source>The network “{name}” takes pictures of shape {found}, but its card says {wanted}.</source>
        <translation>网络“{name}”接收形状为 {found} 的图像，而其卡片写的是 {wanted}。</translation>
    </message>
    <message>
        <source>The network “{name}” takes {found}, but it is given float32: tensor(float).</source>
        <translation>网络“{name}”接收 {found}，而给出的是 float32：tensor(float)。</translation>
    </message>
    <message>
        <source>The new result would replace the one it repeats.</source>
        <translation>新结果会覆盖它所重拍的结果。</translation>
    </message>
    <message>
        <source>The newest value was measured unlike all before: nothing to compare.</source>
        <translation>最新数值的测量方式与之前都不同：没有可比较的数值。</translation>
    </message>
    <message>
        <source>The number is longer than {most} signs.</source>
        <translation>编号超过 {most} 个字符。</translation>
    </message>
    <message>
        <source>The number is missing.</source>
        <translation>缺少编号。</translation>
    </message>
    <message>
        <source>The number {number} belongs to a patient in the recycle bin.</source>
        <translation>编号 {number} 属于回收站中的一位受检者。</translation>
    </message>
    <message>
        <source>The number {number} belongs to {name} in the records.</source>
        <translation>编号 {number} 在记录中属于{name}。</translation>
    </message>
    <message>
        <source>The number {number} stands in {count} rows.</source>
        <translation>编号 {number} 出现在 {count} 行中。</translation>
    </message>
    <message>
        <source>The number “{number}” belongs to another patient already.</source>
        <translation>编号“{number}”已属于另一位受检者。</translation>
    </message>
    <message>
        <source>The numbers in its array are of type {type}.</source>
        <translation>它的数组中数字的类型为 {type}。</translation>
    </message>
    <message>
        <source>The order names a study whose UID is not one of DICOM.</source>
        <translation>该申请所指检查的 UID 不是有效的 DICOM UID。</translation>
    </message>
    <message>
        <source>The outcome comes from a demonstration model, which has no clinical meaning. Parents are not told such an outcome.</source>
        <translation>该结果来自演示模型，没有临床意义。这样的结果不告知家长。</translation>
    </message>
    <message>
        <source>The outcome comes from a model that has not been validated. Parents are not told such an outcome.</source>
        <translation>该结果来自未经验证的模型。这样的结果不告知家长。</translation>
    </message>
    <message>
        <source>The outcomes are of different models and are not compared.</source>
        <translation>各次结果由不同的模型得出，不作比较。</translation>
    </message>
    <message>
        <source>The output “{output}” of the network “{name}” has shape {found}, but its card says {wanted}.</source>
        <translation>网络“{name}”的输出“{output}”的形状为 {found}，而按其卡片必须为 {wanted}。</translation>
    </message>
    <message>
        <source>The page could not be printed.</source>
        <translation>无法打印该页。</translation>
    </message>
    <message>
        <source>The pages cannot be read.</source>
        <translation>无法读取这些页面。</translation>
    </message>
    <message>
        <source>The parents of these children do not consent.</source>
        <translation>这些儿童的家长不同意。</translation>
    </message>
    <message>
        <source>The parents of {name} do not consent.</source>
        <translation>{name} 的家长不同意。</translation>
    </message>
    <message>
        <source>The partition names sequence {id}, which is not in the dataset.</source>
        <translation>划分文件列出了数据集中没有的序列 {id}。</translation>
    </message>
    <message>
        <source>The partition names sequences that are not in the dataset: {count}, for example {id}.</source>
        <translation>划分文件列出了 {count} 个数据集中没有的序列，例如 {id}。</translation>
    </message>
    <message>
        <source>The parts before and after were used. If the person walks in between, copy the file again or film again.</source>
        <translation>已使用其前后的部分。如果受检者在中间也在行走，请重新复制文件或重新拍摄。</translation>
    </message>
    <message>
        <source>The passphrase of “{name}” is wrong.</source>
        <translation>“{name}”的口令不正确。</translation>
    </message>
    <message>
        <source>The password has {there} characters; it needs at least {least}.</source>
        <translation>密码只有 {there} 个字符；至少需要 {least} 个。</translation>
    </message>
    <message>
        <source>The patient has no number.</source>
        <translation>受检者没有编号。</translation>
    </message>
    <message>
        <source>The patient&apos;s number is not one that DICOM can hold: 1 to {most} characters on one line, without backslashes.</source>
        <translation>DICOM 无法容纳该受检者的编号：1 到 {most} 个字符，写在一行内，不含反斜杠。</translation>
    </message>
    <message>
        <source>The peer needs a name of at most {count} characters.</source>
        <translation>对方需要一个最多 {count} 个字符的名称。</translation>
    </message>
    <message>
        <source>The people are simulated. These figures say nothing about real people and do not validate anything.</source>
        <translation>这些人是模拟的。这些指标不能说明真人的情况，也不能作为验证。</translation>
    </message>
    <message>
        <source>The person could not be followed reliably after {seconds} seconds.</source>
        <translation>超过 {seconds} 秒后无法确定地跟踪受检者。</translation>
    </message>
    <message>
        <source>The person in validation sequence {id} is also in another part, {other}.</source>
        <translation>验证序列 {id} 的人也出现在另一部分的序列 {other} 中。</translation>
    </message>
    <message>
        <source>The person is in view for {seconds} seconds, but in {count} frames only; {wanted} frames are needed.</source>
        <translation>受检者在画面中 {seconds} 秒，但只有 {count} 帧；需要 {wanted} 帧。</translation>
    </message>
    <message>
        <source>The person is in view for {seconds} seconds; {wanted} seconds are needed.</source>
        <translation>受检者出现 {seconds} 秒；需要 {wanted} 秒。</translation>
    </message>
    <message>
        <source>The person is too small in the picture for a useful number.</source>
        <translation>受检者在画面中太小，给出数值没有意义。</translation>
    </message>
    <message>
        <source>The person walks towards the camera and away from it; both directions are measured.</source>
        <translation>受检者朝摄像机走来又走远；两个方向都作测量。</translation>
    </message>
    <message>
        <source>The person was lost for {gap} seconds, then found again.</source>
        <translation>跟踪中断 {gap} 秒，之后又找到受检者。</translation>
    </message>
    <message>
        <source>The person was taken for seen from behind, but the legs move as if seen from the front: left and right may be exchanged.</source>
        <translation>程序认为受检者是从背面拍摄的，但腿部动作与从正面拍摄时一致：左右可能颠倒。</translation>
    </message>
    <message>
        <source>The person was taken for seen from the front, but the legs move as if seen from behind: left and right may be exchanged.</source>
        <translation>程序认为受检者是从正面拍摄的，但腿部动作与从背面拍摄时一致：左右可能颠倒。</translation>
    </message>
    <message>
        <source>The picture does not show which way is up: the vertical was taken from the balance of the walk.</source>
        <translation>画面看不出哪边朝上：铅垂方向取自行走时的平衡。</translation>
    </message>
    <message>
        <source>The picture of the camera “{camera}” stands still.</source>
        <translation>摄像头“{camera}”的画面静止不动。</translation>
    </message>
    <message>
        <source>The picture of the walk has {width} x {height} pixels, which DICOM cannot hold.</source>
        <translation>步行图片为 {width} x {height} 像素，DICOM 无法容纳。</translation>
    </message>
    <message>
        <source>The port {port} is none: ports go from 1 to 65535.</source>
        <translation>端口 {port} 无效：端口从 1 到 65535。</translation>
    </message>
    <message>
        <source>The pose networks “{name}” hold none for the live picture.</source>
        <translation>姿态网络“{name}”不包含用于实时画面的网络。</translation>
    </message>
    <message>
        <source>The posture measurements let {open} of {count} kinds of trait through at more than half strength.</source>
        <translation>姿势测量值使 {count} 个网络通道中的 {open} 个以超过一半的强度通过。</translation>
    </message>
    <message>
        <source>The process doing the work stopped unexpectedly; memory may have run out.</source>
        <translation>执行工作的进程自行结束了，可能是内存不足。</translation>
    </message>
    <message>
        <source>The recording ended after {seconds} s: {reason}.</source>
        <translation>录制在 {seconds} 秒后中止：{reason}。</translation>
    </message>
    <message>
        <source>The recording is being made smaller already.</source>
        <translation>这段视频正在压缩。</translation>
    </message>
    <message>
        <source>The recording of {name} could not be analysed</source>
        <translation>无法分析 {name} 的视频</translation>
    </message>
    <message>
        <source>The recording of {name} was analysed</source>
        <translation>已分析 {name} 的视频</translation>
    </message>
    <message>
        <source>The recording or the copy was interrupted. Copy it from the camera again, or film again.</source>
        <translation>拍摄或复制被中断。请从摄像机重新复制，或重新拍摄。</translation>
    </message>
    <message>
        <source>The recording stays as it is. Please report this.</source>
        <translation>视频保持原样。请报告此问题。</translation>
    </message>
    <message>
        <source>The recording {id} is in use.</source>
        <translation>视频 {id} 正在使用中。</translation>
    </message>
    <message>
        <source>The recording {id} is not in the records as it is kept.</source>
        <translation>视频 {id} 在档案中的内容与保存的不一致。</translation>
    </message>
    <message>
        <source>The recording {id} is not there any more.</source>
        <translation>视频 {id} 已不存在。</translation>
    </message>
    <message>
        <source>The recording {id} was not kept.</source>
        <translation>视频 {id} 没有被保留。</translation>
    </message>
    <message>
        <source>The recording {name} is no longer there.</source>
        <translation>视频 {name} 已不在原处。</translation>
    </message>
    <message>
        <source>The recordings of these children are being analysed.</source>
        <translation>这些儿童的视频正在分析。</translation>
    </message>
    <message>
        <source>The recordings of these children gave no answer, or somebody wants them again. They are on the next list.</source>
        <translation>这些儿童的视频没有得出答案，或有人要求重录。他们在下一份名单上。</translation>
    </message>
    <message>
        <source>The recordings of these children have not been analysed yet.</source>
        <translation>这些儿童的视频还没有分析。</translation>
    </message>
    <message>
        <source>The records are locked.</source>
        <translation>档案已锁定。</translation>
    </message>
    <message>
        <source>The records are not what they were last: they, or a part of them, were put back to an older copy or changed (newest entry {number}).</source>
        <translation>档案与上次不同：全部或部分被换回较旧的副本，或被改动（最新记录为第 {number} 条）。</translation>
    </message>
    <message>
        <source>The records are open in another window of ScolioApp.</source>
        <translation>档案已在另一个 ScolioApp 窗口中打开。</translation>
    </message>
    <message>
        <source>The records could not be brought to the new version without losing rows.</source>
        <translation>无法在不丢失数据的情况下将档案升级到新版本。</translation>
    </message>
    <message>
        <source>The records could not be read or written: {reason}.</source>
        <translation>无法读取或写入档案：{reason}。</translation>
    </message>
    <message>
        <source>The recovery key has {there} letters and digits instead of {wanted}.</source>
        <translation>恢复密钥有 {there} 个字母和数字，应为 {wanted} 个。</translation>
    </message>
    <message>
        <source>The report of this result was not made yet.</source>
        <translation>此结果的报告尚未生成。</translation>
    </message>
    <message>
        <source>The result could not be saved: {reason}.</source>
        <translation>结果无法保存：{reason}。</translation>
    </message>
    <message>
        <source>The result of {date} is not in the records as it is kept.</source>
        <translation>{date} 的结果与档案中的内容不一致。</translation>
    </message>
    <message>
        <source>The results cannot lie in “{name}”, among the videos.</source>
        <translation>结果不能放在视频所在的“{name}”中。</translation>
    </message>
    <message>
        <source>The results in “{name}” were made in another way; what differs: {options}.</source>
        <translation>“{name}”中的结果是以其他方式得出的；不同之处：{options}。</translation>
    </message>
    <message>
        <source>The reviewer&apos;s own outcome. No model judged.</source>
        <translation>审核人自己的结论。没有模型作出判断。</translation>
    </message>
    <message>
        <source>The reviewer&apos;s own outcome. The model said: {said}.</source>
        <translation>审核人自己的结论。模型的结果：{said}。</translation>
    </message>
    <message>
        <source>The right dot on the hips cannot be seen after {at} s.</source>
        <translation>{at} 秒之后看不到骨盆右侧的圆点。</translation>
    </message>
    <message>
        <source>The run is set to log to wandb, but the package wandb is not installed.</source>
        <translation>未安装 wandb 软件包，而该次训练要求使用其日志。</translation>
    </message>
    <message>
        <source>The run “{name}” is still running.</source>
        <translation>训练“{name}”正在进行。</translation>
    </message>
    <message>
        <source>The scores estimate probabilities among people like those the model was adjusted on.</source>
        <translation>得分估计的是与模型校准所用人群相似者的概率。</translation>
    </message>
    <message>
        <source>The screening day of {date} is not in the records as it is kept.</source>
        <translation>{date} 的筛查日在档案中的内容与保存的不一致。</translation>
    </message>
    <message>
        <source>The sequence claims to come from frames of {width} by {height} px at {fps} a second.</source>
        <translation>序列称其来自 {width} x {height} 像素、每秒 {fps} 帧的画面。</translation>
    </message>
    <message>
        <source>The sequence has an extra “{name}” that is not an array.</source>
        <translation>序列的附加项“{name}”不是数组。</translation>
    </message>
    <message>
        <source>The settings of a peer cannot be read (“{field}”).</source>
        <translation>某个对方的设置无法读取（“{field}”）。</translation>
    </message>
    <message>
        <source>The sex “{sex}” is none that is known.</source>
        <translation>无法识别性别“{sex}”。</translation>
    </message>
    <message>
        <source>The shoulders are {ratio} times as wide as the trunk is long; {wanted} is expected.</source>
        <translation>肩宽为躯干长度的 {ratio} 倍；应为 {wanted} 倍。</translation>
    </message>
    <message>
        <source>The shoulders cannot be seen well enough.</source>
        <translation>肩部看不清楚。</translation>
    </message>
    <message>
        <source>The shoulders of {count} people of {makes} makes are known.</source>
        <translation>已知肩部位置的有{count}人，来自{makes}种制作方式。</translation>
    </message>
    <message>
        <source>The signature does not hold any more, so no page is made of it.</source>
        <translation>签名已不再有效，因此不生成页面。</translation>
    </message>
    <message>
        <source>The signature does not hold any more.</source>
        <translation>签名已不再有效。</translation>
    </message>
    <message>
        <source>The signature of this result does not hold any more, so it is not sent.</source>
        <translation>此结果的签名不再有效，因此不会发送。</translation>
    </message>
    <message>
        <source>The signature of this result does not hold any more.</source>
        <translation>此结果的签名已不再有效。</translation>
    </message>
    <message>
        <source>The signed page has {size} MB; up to {most} MB can be sent.</source>
        <translation>已签名的页面有 {size} MB；最多可发送 {most} MB。</translation>
    </message>
    <message>
        <source>The signed page is not a PDF, so it cannot be sent.</source>
        <translation>已签名的页面不是 PDF，因此无法发送。</translation>
    </message>
    <message>
        <source>The smaller copy of “{name}” is not what was recorded.</source>
        <translation>“{name}”的压缩副本与原视频不一致。</translation>
    </message>
    <message>
        <source>The standard deviation over folds shows how much a figure varied from fold to fold. It is not a confidence interval: the networks of two folds share most of their training people.</source>
        <translation>各折的标准差说明数值在各折之间的变化。它不是置信区间：任意两折的网络共用大部分训练受检者。</translation>
    </message>
    <message>
        <source>The store “{name}” has the format {found}, which this program does not read.</source>
        <translation>打包存储“{name}”的格式为 {found}，本程序无法读取。</translation>
    </message>
    <message>
        <source>The table of answers of this evaluation is no longer there.</source>
        <translation>此评估的回答表已不存在。</translation>
    </message>
    <message>
        <source>The token holds spaces or characters that cannot be sent.</source>
        <translation>令牌中含有空格或无法发送的字符。</translation>
    </message>
    <message>
        <source>The training sequences, or the way batches are drawn from them, are not those the run was started with.</source>
        <translation>训练序列或批次的抽取方式与本次训练开始时的不同。</translation>
    </message>
    <message>
        <source>The trunk is turned about {turn}° away from the camera.</source>
        <translation>躯干相对摄像机转开约 {turn}°。</translation>
    </message>
    <message>
        <source>The trunk is turned about {turn}° away from the camera: measurements are less certain.</source>
        <translation>躯干相对摄像机转开约 {turn}°：测量值不够确定。</translation>
    </message>
    <message>
        <source>The trunk is turned about {turn}° away from the camera: tilts are not shown, and the rest is less certain.</source>
        <translation>躯干相对摄像机转开约 {turn}°：不显示倾斜，其余测量值也不够确定。</translation>
    </message>
    <message>
        <source>The two are labelled as different classes or people: keep the correct one.</source>
        <translation>二者被标为不同的类别或不同的人：请保留正确的那一个。</translation>
    </message>
    <message>
        <source>The two directions disagree</source>
        <translation>两个方向的结果不一致</translation>
    </message>
    <message>
        <source>The user&apos;s own videos, in the Scoliosis1K layout.</source>
        <translation>用户自己的视频，Scoliosis1K 格式。</translation>
    </message>
    <message>
        <source>The validation part contains only {classes}, so there is nothing to tell apart.</source>
        <translation>验证部分只有 {classes}：无从区分。</translation>
    </message>
    <message>
        <source>The vertical was found in individual frames (±{error}°).</source>
        <translation>已在个别帧中找到垂直方向（±{error}°）。</translation>
    </message>
    <message>
        <source>The vertical was taken from the balance of the walk (±{error}°).</source>
        <translation>铅垂方向取自行走时的平衡（±{error}°）。</translation>
    </message>
    <message>
        <source>It cannot be told apart from a tilt of the camera: the picture does not show which way is up.</source>
        <translation>画面看不出哪边朝上，无法与摄像机的倾斜区分开。</translation>
    </message>
    <message>
        <source>The vertical and the balance of the walk are {angle}° apart: nobody walks like that.</source>
        <translation>铅垂方向与行走时的平衡相差 {angle}°：没有人这样行走。</translation>
    </message>
    <message>
        <source>The video appears to be in slow motion, about {factor} times slower than real time: nobody steps that slowly.</source>
        <translation>视频似乎是慢动作，约为实际速度的 1/{factor}：没有人走得这么慢。</translation>
    </message>
    <message>
        <source>The video appears to be speeded up, about {factor} times faster than real time: nobody steps that fast.</source>
        <translation>视频的播放速度似乎约为实际速度的 {factor} 倍：没有人走得这么快。</translation>
    </message>
    <message>
        <source>The video cannot be sent: DICOM takes upright pictures of 8 bits, in H.264 up to level 4.2 (1920 x 1080 at 60 frames a second).</source>
        <translation>无法发送视频：DICOM 只接受正立的 8 位画面，编码为 H.264，级别不超过 4.2（1920 x 1080，每秒 60 帧）。</translation>
    </message>
    <message>
        <source>The video cannot be sent: it is not a file with H.264 (MP4, Matroska) that can be read.</source>
        <translation>无法发送视频：它不是可以读取的 H.264 文件（MP4、Matroska）。</translation>
    </message>
    <message>
        <source>The video file is damaged after {seconds:.1f} seconds; the part before that was used.</source>
        <translation>视频文件在 {seconds:.1f} 秒之后损坏；已使用之前的部分。</translation>
    </message>
    <message>
        <source>The video is larger than 4 GB, which DICOM cannot hold.</source>
        <translation>视频大于 4 GB，DICOM 无法容纳。</translation>
    </message>
    <message>
        <source>The video of this result is not kept here.</source>
        <translation>此结果的视频没有保存在这里。</translation>
    </message>
    <message>
        <source>The video was measured as slow motion, {factor} times slower than real time.</source>
        <translation>测量时按慢动作处理此视频，速度为实际的 1/{factor}。</translation>
    </message>
    <message>
        <source>The video was measured as speeded up, {factor} times faster than real time.</source>
        <translation>测量时按实际速度的 {factor} 倍播放处理此视频。</translation>
    </message>
    <message>
        <source>The video “{name}” is no longer where it was. A drawing shows the walk instead.</source>
        <translation>视频“{name}”已不在原处。改用图示显示行走。</translation>
    </message>
    <message>
        <source>The video “{name}” received no frames.</source>
        <translation>视频“{name}”没有收到任何帧。</translation>
    </message>
    <message>
        <source>The walk towards the camera and the walk away from it disagree in {count} of the measurements; their intervals cover both.</source>
        <translation>走近和走远时有 {count} 项测量值不一致；其区间涵盖两者。</translation>
    </message>
    <message>
        <source>The weights have no {name} of shape {shape}.</source>
        <translation>权重中没有形状为 {shape} 的 {name}。</translation>
    </message>
    <message>
        <source>The weights of “{model}” do not match its card: {file} has SHA-256 {found}…, the card says {expected}….</source>
        <translation>“{model}”的权重与模型卡所述不符：{file} 的 SHA-256 为 {found}…，模型卡为 {expected}…。</translation>
    </message>
    <message>
        <source>The weights of “{owner}” do not fit the network. Missing: {missing}. Unknown: {unknown}. Wrong shape: {misshapen}.</source>
        <translation>“{owner}”的权重与网络不匹配。缺少：{missing}。未知：{unknown}。形状不同：{misshapen}。</translation>
    </message>
    <message>
        <source>The worklist has more rows than are read at once; the others are missing here.</source>
        <translation>工作列表的行数超过一次读取的上限；其余各行未列在此处。</translation>
    </message>
    <message>
        <source>There are no frames between {start:.1f} and {end:.1f} seconds: the recording was paused, or the file is damaged there.</source>
        <translation>{start:.1f} 至 {end:.1f} 秒之间没有画面：拍摄曾暂停，或文件在此处损坏。</translation>
    </message>
    <message>
        <source>There are no frames between {start} and {end} s.</source>
        <translation>{start} 到 {end} 秒之间没有画面。</translation>
    </message>
    <message>
        <source>There are no looks at shoulders in “{name}”.</source>
        <translation>“{name}”中没有肩部图像数据。</translation>
    </message>
    <message>
        <source>There are no protected records on this account.</source>
        <translation>此账户下没有受保护的记录。</translation>
    </message>
    <message>
        <source>There are no records in “{name}”.</source>
        <translation>“{name}”中没有档案。</translation>
    </message>
    <message>
        <source>There are no walks of the class “{name}” to learn from.</source>
        <translation>没有类别“{name}”的行走可供学习。</translation>
    </message>
    <message>
        <source>There are records in “{name}” already.</source>
        <translation>“{name}”中已有档案。</translation>
    </message>
    <message>
        <source>There are two files named “{name}”.</source>
        <translation>有两个名为“{name}”的文件。</translation>
    </message>
    <message>
        <source>There are {count} people in the recording. For {share} % of the time someone else is close to the walker.</source>
        <translation>视频中有 {count} 人，有 {share} % 的时间另有一人靠近行走者。</translation>
    </message>
    <message>
        <source>There are {count} people in the recording. For {share} % of the time the walker cannot be told from someone else; that time is left out.</source>
        <translation>视频中有 {count} 人，有 {share} % 的时间无法将行走者与另一人区分，这部分不予采用。</translation>
    </message>
    <message>
        <source>There are {count} people in the recording; one of them was chosen.</source>
        <translation>视频中有 {count} 人；已选择其中一人。</translation>
    </message>
    <message>
        <source>There are {count} walks of {makes} makes with a truth in “{name}”.</source>
        <translation>“{name}”中有 {count} 段带真值的行走,来自 {makes} 种制作方式。</translation>
    </message>
    <message>
        <source>There is a newer version of this result: send that one.</source>
        <translation>此结果有更新的版本：请发送那个版本。</translation>
    </message>
    <message>
        <source>There is already a model “{name}”.</source>
        <translation>已有名为“{name}”的模型。</translation>
    </message>
    <message>
        <source>There is an NVIDIA graphics card, but its driver does not respond.</source>
        <translation>有一块 NVIDIA 显卡，但其驱动程序没有响应。</translation>
    </message>
    <message>
        <source>There is no Ray cluster at “{address}”: {why}.</source>
        <translation>“{address}”处没有 Ray 集群：{why}。</translation>
    </message>
    <message>
        <source>There is no automatic backup yet.</source>
        <translation>还没有自动备份。</translation>
    </message>
    <message>
        <source>There is no consent for child {number}; it is not screened.</source>
        <translation>编号 {number} 的孩子没有知情同意，不予筛查。</translation>
    </message>
    <message>
        <source>There is no consent yet.</source>
        <translation>还没有同意。</translation>
    </message>
    <message>
        <source>There is no consent yet: recordings are not possible.</source>
        <translation>还没有同意：不能录制。</translation>
    </message>
    <message>
        <source>There is no dot number {number} in this recording.</source>
        <translation>本段视频中没有第 {number} 个圆点。</translation>
    </message>
    <message>
        <source>There is no judgement that could be put on paper.</source>
        <translation>没有可以打印的判断。</translation>
    </message>
    <message>
        <source>There is no picture of the walk that could be sent.</source>
        <translation>没有可以发送的步行图片。</translation>
    </message>
    <message>
        <source>There is no picture of this walk: nobody was measured in it.</source>
        <translation>这次行走没有图片：其中没有人被测量。</translation>
    </message>
    <message>
        <source>There is no readable result in “{name}”.</source>
        <translation>“{name}”中没有可读取的结果。</translation>
    </message>
    <message>
        <source>There is no video in the folder “{name}”.</source>
        <translation>文件夹“{name}”中没有视频。</translation>
    </message>
    <message>
        <source>There is no video that could be sent.</source>
        <translation>没有可以发送的视频。</translation>
    </message>
    <message>
        <source>There is no way of making walkers called “{name}”.</source>
        <translation>没有名为“{name}”的行走者制作方式。</translation>
    </message>
    <message>
        <source>There is nothing to do.</source>
        <translation>无需任何操作。</translation>
    </message>
    <message>
        <source>There is only one walk with a known truth in “{name}”.</source>
        <translation>“{name}”中只有 1 段带真值的行走。</translation>
    </message>
    <message>
        <source>There was no answer.</source>
        <translation>没有得到答复。</translation>
    </message>
    <message>
        <source>These children were not reached. They are on the next list.</source>
        <translation>这些儿童还没有轮到。他们在下一份名单上。</translation>
    </message>
    <message>
        <source>These children were not there. They are on the next list.</source>
        <translation>这些儿童不在场。他们在下一份名单上。</translation>
    </message>
    <message>
        <source>These records were written by a newer version of ScolioApp.</source>
        <translation>这些档案由更新版本的 ScolioApp 写入。</translation>
    </message>
    <message>
        <source>These two patients cannot be merged.</source>
        <translation>这两位受检者不能合并。</translation>
    </message>
    <message>
        <source>These values apply if {percent} of 100 people belong to the group. A test set has far more of them than a school does, so its share of correct answers does not apply here.</source>
        <translation>假设每 100 人中有 {percent} 人属于该组。测试集中这类人远多于学校，因此测试集上的正确比例并不是此处的正确比例。</translation>
    </message>
    <message>
        <source>They are filled in from similar frames.</source>
        <translation>它们将由相似的帧补全。</translation>
    </message>
    <message>
        <source>They differ by more than their intervals can explain</source>
        <translation>差异超出其区间所能解释的范围</translation>
    </message>
    <message>
        <source>They were deleted earlier.</source>
        <translation>它们早已被删除。</translation>
    </message>
    <message>
        <source>This account may not read “{name}”.</source>
        <translation>此账户无权读取“{name}”。</translation>
    </message>
    <message>
        <source>This backup was written by a newer version of ScolioApp.</source>
        <translation>此备份由更新版本的 ScolioApp 写入。</translation>
    </message>
    <message>
        <source>This build of ONNX Runtime does not support GPUs.</source>
        <translation>此版本的 ONNX Runtime 不支持 GPU。</translation>
    </message>
    <message>
        <source>This check could not be run: {kind}.</source>
        <translation>无法进行此项检查：{kind}。</translation>
    </message>
    <message>
        <source>This computer does not have it.</source>
        <translation>此计算机没有该方式。</translation>
    </message>
    <message>
        <source>This computer is in clinic mode, with the standard settings only; {names} would change them.</source>
        <translation>本机处于诊所模式，只能使用通常设置；{names} 会更改设置。</translation>
    </message>
    <message>
        <source>This computer is in clinic mode: it uses “{fixed}”, not “{name}”.</source>
        <translation>本机处于诊所模式：使用“{fixed}”，不用“{name}”。</translation>
    </message>
    <message>
        <source>This computer is in clinic mode: models and datasets cannot be opened here. Ask the administrator.</source>
        <translation>本机处于诊所模式：此处不能打开模型和数据集。请联系管理员。</translation>
    </message>
    <message>
        <source>This computer only emulates {format}, which is many times slower: the run uses float32.</source>
        <translation>此电脑只能模拟 {format}，速度慢许多倍：训练改用 float32 计算。</translation>
    </message>
    <message>
        <source>This computer supports bf16.</source>
        <translation>此电脑支持 bf16 计算。</translation>
    </message>
    <message>
        <source>This day is over. Open it again to record somebody.</source>
        <translation>这一天已结束。要录制请重新打开。</translation>
    </message>
    <message>
        <source>This day was changed elsewhere.</source>
        <translation>这个筛查日已在别处被更改。</translation>
    </message>
    <message>
        <source>This installed program can only screen. To train and evaluate networks, install the complete ScolioApp package.</source>
        <translation>此安装版程序只能筛查。要训练和评估网络，请安装 ScolioApp 完整版。</translation>
    </message>
    <message>
        <source>This installed program does not include it. To send results to hospitals by DICOM, install the complete ScolioApp package.</source>
        <translation>此安装版程序不包含它。要通过 DICOM 向医院发送结果，请安装 ScolioApp 完整版。</translation>
    </message>
    <message>
        <source>This is a fault in the program: please report it.</source>
        <translation>这是程序的故障：请报告。</translation>
    </message>
    <message>
        <source>This is a local, unvalidated research model: it has no validation report. Not for clinical decisions.</source>
        <translation>此模型是本地、未经验证的：研究用模型，没有验证报告。不得用于临床决定。</translation>
    </message>
    <message>
        <source>This is not an address of a server that can be used.</source>
        <translation>这不是可以使用的服务器地址。</translation>
    </message>
    <message>
        <source>This is not corrected. Film with the standard lens, from farther away.</source>
        <translation>程序不作校正。请改用普通镜头，并站远一些拍摄。</translation>
    </message>
    <message>
        <source>This judgement is signed and cannot be reviewed again.</source>
        <translation>此判定已签名，不能再次审阅。</translation>
    </message>
    <message>
        <source>This key sets a new password for an administrator when the passwords are forgotten. Without a password and without this key nobody can open the records again, not even who made the program.</source>
        <translation>忘记密码时，可用此密钥为管理员设置新密码。没有密码也没有此密钥，任何人都无法再打开记录，程序的作者也不能。</translation>
    </message>
    <message>
        <source>This merging was undone already.</source>
        <translation>此次合并已经撤销。</translation>
    </message>
    <message>
        <source>This model cannot give reasons for its answer.</source>
        <translation>此模型无法说明其判读依据。</translation>
    </message>
    <message>
        <source>This model has not been validated; its output has no clinical meaning.</source>
        <translation>此模型未经验证；其输出没有任何临床意义。</translation>
    </message>
    <message>
        <source>This model is already installed, as “{name}”.</source>
        <translation>此模型已在模型列表中，名为“{name}”。</translation>
    </message>
    <message>
        <source>This model looks at a drawing of the joints, where heights do not match those of the body itself.</source>
        <translation>此模型看的是关节图，图上的高度位置与身体上的不同。</translation>
    </message>
    <message>
        <source>This needs the package “{name}”, which is not installed.</source>
        <translation>此功能需要软件包“{name}”，但尚未安装。</translation>
    </message>
    <message>
        <source>This peer was removed from the settings.</source>
        <translation>该对方已从设置中移除。</translation>
    </message>
    <message>
        <source>This processor does not support bf16: it would be slower than fp32.</source>
        <translation>此处理器不支持 bf16 计算：所需时间会比 fp32 更长。</translation>
    </message>
    <message>
        <source>This processor does not support bf16; models run in fp32 or int8.</source>
        <translation>此处理器不支持 bf16 计算；模型以 fp32 或 int8 判读。</translation>
    </message>
    <message>
        <source>This program may not use the camera.</source>
        <translation>本程序没有使用摄像头的权限。</translation>
    </message>
    <message>
        <source>This record no longer exists.</source>
        <translation>此记录已不存在。</translation>
    </message>
    <message>
        <source>This recording has a signed judgement, which cannot be changed.</source>
        <translation>此视频已有签名的判定，不能更改。</translation>
    </message>
    <message>
        <source>This recording is in the recycle bin, so its result is not sent.</source>
        <translation>此视频在回收站中，因此其结果不会发送。</translation>
    </message>
    <message>
        <source>This recording is no longer in the records.</source>
        <translation>记录中已没有这段视频。</translation>
    </message>
    <message>
        <source>This recording was not searched for dots.</source>
        <translation>没有在本段视频中查找圆点。</translation>
    </message>
    <message>
        <source>This recording was read by a different network from the ones the model learned from.</source>
        <translation>读取此视频的网络与模型学习所用的网络不同。</translation>
    </message>
    <message>
        <source>This recovery key is well typed but does not open these records.</source>
        <translation>恢复密钥输入无误，但不能打开这些档案。</translation>
    </message>
    <message>
        <source>This result is from an earlier version, which did not keep the reasons. Screen the video again to see them.</source>
        <translation>此结果由较早的版本生成，当时没有保存判读依据。重新筛查视频即可查看。</translation>
    </message>
    <message>
        <source>This result no longer exists, so it cannot be renamed.</source>
        <translation>此结果已不存在，无法重命名。</translation>
    </message>
    <message>
        <source>This run was never started; it can be resumed.</source>
        <translation>此训练从未开始；可以恢复。</translation>
    </message>
    <message>
        <source>This screening day cannot be read: its file is gone or damaged.</source>
        <translation>无法读取这个筛查日：其文件丢失或损坏。</translation>
    </message>
    <message>
        <source>This screening day is no longer in the records.</source>
        <translation>记录中已没有这个筛查日。</translation>
    </message>
    <message>
        <source>This screening day was made by another version of the program.</source>
        <translation>这个筛查日由本程序的另一版本创建。</translation>
    </message>
    <message>
        <source>This test counts every sequence as a different person; the intervals above do not.</source>
        <translation>该检验把每个序列都当作不同的人计数；上面的区间则不是。</translation>
    </message>
    <message>
        <source>This version, of {made}, takes the place of version {number}.</source>
        <translation>本版本（{made}）取代第 {number} 版。</translation>
    </message>
    <message>
        <source>Thoracic</source>
        <translation>胸段</translation>
    </message>
    <message>
        <source>Thoracolumbar</source>
        <translation>胸腰段</translation>
    </message>
    <message>
        <source>Threads on the processor, each with a part of every batch. The same number on the same processor gives the same weights.</source>
        <translation>处理器线程数，每个线程计算每批数据的一部分。在同一处理器上，线程数相同，得到的权重就相同。</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>To be sent anew</source>
        <translation>将重新发送</translation>
    </message>
    <message>
        <source>To train on the {card}, install a build of torch that supports it.</source>
        <translation>如需在 {card} 上训练，请安装适用于它的 torch 版本。</translation>
    </message>
    <message>
        <source>To use a camera here, connect it and allow programs to use it in the system settings.</source>
        <translation>如需在此看到摄像头，请连接摄像头，并在系统设置中允许程序使用它。</translation>
    </message>
    <message>
        <source>To use it: start ScolioApp, choose “Forgot the password?” on the page where the records are locked, and type the eight groups. It has no 0, 1, I, L or O.</source>
        <translation>使用方法：启动 ScolioApp，在记录被锁定的页面上选择“忘记密码？”，然后输入八组字符。其中没有 0、1、I、L 和 O。</translation>
    </message>
    <message>
        <source>To use the {card}, update its driver and install what the GPU build of ONNX Runtime requires.</source>
        <translation>如需使用 {card}，请更新其驱动程序，并安装 ONNX Runtime 的 GPU 版本所需的组件。</translation>
    </message>
    <message>
        <source>Too bright behind: turn the camera away from the window.</source>
        <translation>背后太亮：请让镜头避开窗户。</translation>
    </message>
    <message>
        <source>Too few complete steps were filmed.</source>
        <translation>拍到的完整步伐太少。</translation>
    </message>
    <message>
        <source>Too few frames per second</source>
        <translation>每秒帧数太少</translation>
    </message>
    <message>
        <source>Too few steps with each foot were filmed.</source>
        <translation>每只脚拍到的步数都太少。</translation>
    </message>
    <message>
        <source>Too many wrong passwords: the records stay locked for another {seconds} seconds.</source>
        <translation>密码错误次数过多：档案还将锁定 {seconds} 秒。</translation>
    </message>
    <message>
        <source>Training could not be started: {why}.</source>
        <translation>无法启动训练程序：{why}。</translation>
    </message>
    <message>
        <source>Training ended before it could start.</source>
        <translation>训练程序在开始之前就结束了。</translation>
    </message>
    <message>
        <source>Training ended unexpectedly ({name}).</source>
        <translation>训练程序意外结束（{name}）。</translation>
    </message>
    <message>
        <source>Training needs torch, which is not installed.</source>
        <translation>训练需要 torch，但尚未安装。</translation>
    </message>
    <message>
        <source>Training runs on</source>
        <translation>训练的计算位置</translation>
    </message>
    <message>
        <source>Training was ended from outside; the run can be resumed.</source>
        <translation>训练程序被外部终止；可以继续该次训练。</translation>
    </message>
    <message>
        <source>Try again later, or ask who runs the server.</source>
        <translation>请稍后重试，或询问服务器管理人员。</translation>
    </message>
    <message>
        <source>Turn on more lights, and avoid a bright window behind the person.</source>
        <translation>请多开灯，并避免人身后有明亮的窗户。</translation>
    </message>
    <message>
        <source>Turn round and walk back.</source>
        <translation>请转身走回去。</translation>
    </message>
    <message>
        <source>Two children of this day are one patient by now.</source>
        <translation>该筛查日的两名儿童现在是同一位受检者。</translation>
    </message>
    <message>
        <source>Two patients joined</source>
        <translation>合并两名受检者</translation>
    </message>
    <message>
        <source>Type the whole key as it was printed.</source>
        <translation>请按打印的内容完整输入密钥。</translation>
    </message>
    <message>
        <source>Undo the joining of cells and save the file again.</source>
        <translation>请取消合并单元格并重新保存文件。</translation>
    </message>
    <message>
        <source>Undo their merging, then take over once more.</source>
        <translation>请撤销合并，然后再次接管。</translation>
    </message>
    <message>
        <source>Undone: {what}</source>
        <translation>已撤销：{what}</translation>
    </message>
    <message>
        <source>Unlike anything the model learned from: do not use its answer.</source>
        <translation>与模型训练所用的视频都不相似：其判读结果不得使用。</translation>
    </message>
    <message>
        <source>Unlike the training data</source>
        <translation>与训练数据不同</translation>
    </message>
    <message>
        <source>Unlocked</source>
        <translation>已解锁</translation>
    </message>
    <message>
        <source>Unlocked with the recovery key</source>
        <translation>用恢复密钥解锁</translation>
    </message>
    <message>
        <source>Unlocking and locking</source>
        <translation>解锁与锁定</translation>
    </message>
    <message>
        <source>Until when a patient is kept was set</source>
        <translation>设定受检者保存期限</translation>
    </message>
    <message>
        <source>Use an address that begins with https, or leave name and password empty.</source>
        <translation>请使用以 https 开头的地址，或将用户名和密码留空。</translation>
    </message>
    <message>
        <source>Use at least four dots in a colour that does not occur in skin or clothes, put them where the printed page shows, and light the person well.</source>
        <translation>请使用至少四个皮肤和衣服上没有的颜色的圆点，按打印页所示的位置贴好，并给受检者充足的光线。</translation>
    </message>
    <message>
        <source>Use the answer with care: hips and shoulders are placed slightly differently.</source>
        <translation>请谨慎看待：骨盆和肩部的位置略有不同。</translation>
    </message>
    <message>
        <source>Use the dataset with its pose files.</source>
        <translation>请给出带有姿态文件的数据集。</translation>
    </message>
    <message>
        <source>User added</source>
        <translation>添加用户</translation>
    </message>
    <message>
        <source>User removed</source>
        <translation>移除用户</translation>
    </message>
    <message>
        <source>Users, keys and settings</source>
        <translation>用户、密钥与设置</translation>
    </message>
    <message>
        <source>Users: {users}. Newest entry of the trail: {number}, {made}.</source>
        <translation>用户：{users}。审计日志最新条目：{number}，{made}。</translation>
    </message>
    <message>
        <source>Validate a model that was trained on people.</source>
        <translation>请验证用真人数据训练的模型。</translation>
    </message>
    <message>
        <source>Verification code</source>
        <translation>核对码</translation>
    </message>
    <message>
        <source>Version {version}, SHA-256 {sha256}…: its files match its card, and it passes its known-answer test.</source>
        <translation>版本 {version}，SHA-256 {sha256}…：其文件与模型卡一致，并通过已知答案测试。</translation>
    </message>
    <message>
        <source>Videos with overlay are written as {codec}.</source>
        <translation>带叠加标注的视频以 {codec} 写入。</translation>
    </message>
    <message>
        <source>Videos with overlay are written as {codec}: H.264 is not available here.</source>
        <translation>带叠加标注的视频以 {codec} 写入：这里无法写入 H.264。</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>就诊日期</translation>
    </message>
    <message>
        <source>Visit added</source>
        <translation>添加就诊</translation>
    </message>
    <message>
        <source>Visit changed</source>
        <translation>更改就诊</translation>
    </message>
    <message>
        <source>Visits and findings</source>
        <translation>就诊与检查所见</translation>
    </message>
    <message>
        <source>Wait until it has been copied whole, then start again.</source>
        <translation>请等待文件复制完成，然后重新开始。</translation>
    </message>
    <message>
        <source>Wait until it is ready.</source>
        <translation>请等待完成。</translation>
    </message>
    <message>
        <source>Wait, then try again. If the password is lost, use the recovery key.</source>
        <translation>请稍候再试。如果忘记密码，请使用恢复密钥。</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Walk now.</source>
        <translation>请开始走。</translation>
    </message>
    <message>
        <source>Walks only part of the time</source>
        <translation>只有部分时间在行走</translation>
    </message>
    <message>
        <source>Walks with a known truth in “{name}”: {count}.</source>
        <translation>“{name}”中有 {count} 段带真值的行走。</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>转诊结果</translation>
    </message>
    <message>
        <source>What the model saw at {places} counted most against features associated with scoliosis.</source>
        <translation>模型在{places}看到的内容，最支持没有与脊柱侧弯相关的特征。</translation>
    </message>
    <message>
        <source>What the model saw at {places} counted most towards borderline features.</source>
        <translation>模型在{places}看到的内容，最支持有临界特征。</translation>
    </message>
    <message>
        <source>What the model saw at {places} counted most towards features associated with scoliosis.</source>
        <translation>模型在{places}看到的内容，最支持有与脊柱侧弯相关的特征。</translation>
    </message>
    <message>
        <source>What the model says is shown after the examiner&apos;s own finding.</source>
        <translation>检查者记录自己的所见之后，才显示模型的判定。</translation>
    </message>
    <message>
        <source>What was noted about this recording cannot be read; say whose it is.</source>
        <translation>这段视频的记录信息无法读取；请指明它属于谁。</translation>
    </message>
    <message>
        <source>What was recorded until then is kept. Free some space, then record again.</source>
        <translation>此前录下的内容已保留。请清理出一些空间，然后重新录制。</translation>
    </message>
    <message>
        <source>What was recorded until then is kept. Record again.</source>
        <translation>此前录下的内容已保留。请重新录制。</translation>
    </message>
    <message>
        <source>What was taken over erased from the folder of earlier versions</source>
        <translation>已从早期版本的文件夹抹除已接管的内容</translation>
    </message>
    <message>
        <source>Where networks run</source>
        <translation>网络的计算位置</translation>
    </message>
    <message>
        <source>Whoever has this key and the computer can open all records as an administrator.</source>
        <translation>任何人只要有此密钥和这台电脑，就能以管理员身份打开全部记录。</translation>
    </message>
    <message>
        <source>Worklist taken in</source>
        <translation>已读入工作列表</translation>
    </message>
    <message>
        <source>Write down the findings of this visit first.</source>
        <translation>请先填写本次就诊的检查所见。</translation>
    </message>
    <message>
        <source>Write in a few words what changes.</source>
        <translation>请简要写明修改了什么。</translation>
    </message>
    <message>
        <source>Write in a few words why it holds instead of the model&apos;s.</source>
        <translation>请简要写明为何以此取代模型的结论。</translation>
    </message>
    <message>
        <source>Write it as 2026-05-31.</source>
        <translation>请写成 2026-05-31 的形式。</translation>
    </message>
    <message>
        <source>Write it as https://host/path, without user, password, “?” and “#”; user and password have fields of their own.</source>
        <translation>请写成 https://host/path 的形式，不含用户名、密码、“?”和“#”；用户名和密码有各自的输入框。</translation>
    </message>
    <message>
        <source>You cannot remove yourself.</source>
        <translation>您不能移除自己。</translation>
    </message>
    <message>
        <source>Your models folder</source>
        <translation>您的模型文件夹</translation>
    </message>
    <message>
        <source>Your role does not allow this.</source>
        <translation>您的角色不允许此操作。</translation>
    </message>
    <message>
        <source>age not stated</source>
        <translation>未说明年龄</translation>
    </message>
    <message>
        <source>amended</source>
        <translation>已修订</translation>
    </message>
    <message>
        <source>an older copy</source>
        <translation>较早的副本</translation>
    </message>
    <message>
        <source>analysed</source>
        <translation>已分析</translation>
    </message>
    <message>
        <source>analysis failed</source>
        <translation>分析失败</translation>
    </message>
    <message>
        <source>belonged to before</source>
        <translation>此前属于</translation>
    </message>
    <message>
        <source>born {date}</source>
        <translation>{date}出生</translation>
    </message>
    <message>
        <source>boy</source>
        <translation>男</translation>
    </message>
    <message>
        <source>brought up to date</source>
        <translation>已更新</translation>
    </message>
    <message>
        <source>by</source>
        <translation>操作者</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>child absent</source>
        <translation>儿童缺席</translation>
    </message>
    <message>
        <source>child called</source>
        <translation>已叫到儿童</translation>
    </message>
    <message>
        <source>child recorded</source>
        <translation>儿童已拍摄</translation>
    </message>
    <message>
        <source>child there after all</source>
        <translation>儿童已到场</translation>
    </message>
    <message>
        <source>children</source>
        <translation>儿童</translation>
    </message>
    <message>
        <source>class</source>
        <translation>班级</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>code {code}</source>
        <translation>核对码 {code}</translation>
    </message>
    <message>
        <source>consent</source>
        <translation>同意书</translation>
    </message>
    <message>
        <source>consent asked for</source>
        <translation>要求同意书</translation>
    </message>
    <message>
        <source>content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>counts against features</source>
        <translation>支持无特征</translation>
    </message>
    <message>
        <source>counts neither way</source>
        <translation>两者都不支持</translation>
    </message>
    <message>
        <source>counts towards features</source>
        <translation>支持有特征</translation>
    </message>
    <message>
        <source>date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>date of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>days in the recycle bin</source>
        <translation>回收站保留天数</translation>
    </message>
    <message>
        <source>days that backups are kept</source>
        <translation>备份保留天数</translation>
    </message>
    <message>
        <source>difference, percentage points</source>
        <translation>差值（百分点）</translation>
    </message>
    <message>
        <source>does not resemble scoliosis</source>
        <translation>与无脊柱侧弯者相似</translation>
    </message>
    <message>
        <source>doubt</source>
        <translation>疑点</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>earlier version</source>
        <translation>早期版本</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>even</source>
        <translation>对称</translation>
    </message>
    <message>
        <source>everyone</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>expired on {date}</source>
        <translation>已于{date}到期</translation>
    </message>
    <message>
        <source>fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>from</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>girl</source>
        <translation>女</translation>
    </message>
    <message>
        <source>given up</source>
        <translation>已放弃</translation>
    </message>
    <message>
        <source>guardian</source>
        <translation>监护人</translation>
    </message>
    <message>
        <source>head of the trail</source>
        <translation>审计记录末端</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>holds from {date} on</source>
        <translation>自{date}起有效</translation>
    </message>
    <message>
        <source>holds until {date}</source>
        <translation>有效期至{date}</translation>
    </message>
    <message>
        <source>how many</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>it claims to have more bytes than it has</source>
        <translation>声称的字节数多于实际</translation>
    </message>
    <message>
        <source>it contains loops or branches</source>
        <translation>含有循环或分支</translation>
    </message>
    <message>
        <source>it contains more than a model</source>
        <translation>其中不只有模型</translation>
    </message>
    <message>
        <source>it contains training steps</source>
        <translation>带有训练步骤</translation>
    </message>
    <message>
        <source>it contains {file} twice</source>
        <translation>其中 {file} 出现了两次</translation>
    </message>
    <message>
        <source>it contains “{file}”, which does not belong in a model</source>
        <translation>其中有不属于模型的“{file}”</translation>
    </message>
    <message>
        <source>it defines functions of its own</source>
        <translation>带有自定义函数</translation>
    </message>
    <message>
        <source>it is damaged or of a different kind</source>
        <translation>已损坏或属于其他类型</translation>
    </message>
    <message>
        <source>it is not a complete model pack</source>
        <translation>不是模型包，或不完整</translation>
    </message>
    <message>
        <source>it is too large for a model ({size} bytes)</source>
        <translation>有 {size} 字节，对模型来说过大</translation>
    </message>
    <message>
        <source>item of the queue</source>
        <translation>队列条目</translation>
    </message>
    <message>
        <source>items of the queue</source>
        <translation>队列条目数</translation>
    </message>
    <message>
        <source>its card names different files from those in it</source>
        <translation>其模型卡所列的文件与内容不符</translation>
    </message>
    <message>
        <source>its manifest names different files from those in it</source>
        <translation>其清单所列的文件与内容不符</translation>
    </message>
    <message>
        <source>joined into it</source>
        <translation>并入的档案</translation>
    </message>
    <message>
        <source>judgement</source>
        <translation>判断</translation>
    </message>
    <message>
        <source>kept until</source>
        <translation>保留至</translation>
    </message>
    <message>
        <source>left side higher</source>
        <translation>左侧较高</translation>
    </message>
    <message>
        <source>mean {mean}, standard deviation {deviation}</source>
        <translation>均值 {mean}，标准差 {deviation}</translation>
    </message>
    <message>
        <source>measured from dots, not yet checked</source>
        <translation>由标记点测得，尚未核对</translation>
    </message>
    <message>
        <source>mediapipe {version} is not used: only {first} to {last} are known not to contact a server.</source>
        <translation>不使用 mediapipe {version}：只有 {first} 至 {last} 已知不连接任何服务器。</translation>
    </message>
    <message>
        <source>minutes until it locks</source>
        <translation>自动锁定前的分钟数</translation>
    </message>
    <message>
        <source>model&apos;s answer</source>
        <translation>模型判读</translation>
    </message>
    <message>
        <source>name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>none: it uses keypoints only</source>
        <translation>无：只看关键点</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>未询问</translation>
    </message>
    <message>
        <source>not done</source>
        <translation>未做</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>未说明</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>observed share</source>
        <translation>实际比例</translation>
    </message>
    <message>
        <source>on</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>已打开</translation>
    </message>
    <message>
        <source>order</source>
        <translation>申请</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>outcome</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>own finding first</source>
        <translation>先填写自己的发现</translation>
    </message>
    <message>
        <source>patients</source>
        <translation>受检者</translation>
    </message>
    <message>
        <source>peer</source>
        <translation>对方</translation>
    </message>
    <message>
        <source>predicted probability</source>
        <translation>给出的概率</translation>
    </message>
    <message>
        <source>recording</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>recording moved</source>
        <translation>视频已移动</translation>
    </message>
    <message>
        <source>recordings</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>repeats</source>
        <translation>重复的视频</translation>
    </message>
    <message>
        <source>reviewed</source>
        <translation>已审核</translation>
    </message>
    <message>
        <source>right side higher</source>
        <translation>右侧较高</translation>
    </message>
    <message>
        <source>role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>said by {name}</source>
        <translation>由 {name} 告知</translation>
    </message>
    <message>
        <source>screening days</source>
        <translation>筛查日</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>set by a person, not the model</source>
        <translation>由人工设定，而非模型</translation>
    </message>
    <message>
        <source>set by {name}, not the model</source>
        <translation>由 {name} 设定，而非模型</translation>
    </message>
    <message>
        <source>sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>sex not stated</source>
        <translation>未说明性别</translation>
    </message>
    <message>
        <source>signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>steps per minute</source>
        <translation>步/分钟</translation>
    </message>
    <message>
        <source>taken up again</source>
        <translation>已继续</translation>
    </message>
    <message>
        <source>the clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>the keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>the other is better</source>
        <translation>另一模型较好</translation>
    </message>
    <message>
        <source>the pelvis</source>
        <translation>骨盆</translation>
    </message>
    <message>
        <source>the program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>the shoulders</source>
        <translation>肩部</translation>
    </message>
    <message>
        <source>the size of a part is wrong</source>
        <translation>某一部分的大小不对</translation>
    </message>
    <message>
        <source>the thighs</source>
        <translation>大腿</translation>
    </message>
    <message>
        <source>the trunk</source>
        <translation>躯干</translation>
    </message>
    <message>
        <source>this model is better</source>
        <translation>此模型较好</translation>
    </message>
    <message>
        <source>to be recorded again</source>
        <translation>需重新拍摄</translation>
    </message>
    <message>
        <source>to the left</source>
        <translation>向左</translation>
    </message>
    <message>
        <source>to the right</source>
        <translation>向右</translation>
    </message>
    <message>
        <source>towards borderline</source>
        <translation>支持临界</translation>
    </message>
    <message>
        <source>towards features</source>
        <translation>支持有特征</translation>
    </message>
    <message>
        <source>tried before</source>
        <translation>此前尝试次数</translation>
    </message>
    <message>
        <source>true class</source>
        <translation>真实类别</translation>
    </message>
    <message>
        <source>under 10 years</source>
        <translation>10 岁以下</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>unpacked it would be larger than any walk</source>
        <translation>解包后会大于任何一段行走</translation>
    </message>
    <message>
        <source>until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>validated</source>
        <translation>已验证</translation>
    </message>
    <message>
        <source>validation sequences of each member; the median over the members counts</source>
        <translation>各成员的验证序列；以各成员的中位数为准</translation>
    </message>
    <message>
        <source>version {number}</source>
        <translation>第 {number} 版</translation>
    </message>
    <message>
        <source>visit</source>
        <translation>就诊</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>what</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>withdrawn on {date}</source>
        <translation>已于{date}撤回</translation>
    </message>
    <message>
        <source>years that patients are kept</source>
        <translation>受检者保留年数</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>{age} years old (born {date})</source>
        <translation>{age} 岁（{date}出生）</translation>
    </message>
    <message>
        <source>{count} children</source>
        <translation>{count} 名儿童</translation>
    </message>
    <message>
        <source>{count} files are not videos this program can read: {names}. Choose files such as mp4, mov, mkv, avi or mts.</source>
        <translation>{count} 个文件不是本程序能读取的视频：{names}。请选择 mp4、mov、mkv、avi 或 mts 等文件。</translation>
    </message>
    <message>
        <source>{count} models do not make an ensemble.</source>
        <translation>{count} 个模型不能组成集成。</translation>
    </message>
    <message>
        <source>{count} moments account for {percent} % of what stood out to the model.</source>
        <translation>在模型看来突出的内容中，{percent}% 来自 {count} 个时刻。</translation>
    </message>
    <message>
        <source>{count} visits are not shown: the examiner&apos;s own findings come first.</source>
        <translation>有 {count} 次就诊未显示：须先记录检查者自己的发现。</translation>
    </message>
    <message>
        <source>{degrees}°</source>
        <translation>{degrees}°</translation>
    </message>
    <message>
        <source>{degrees}°, left side higher</source>
        <translation>{degrees}°，左侧较高</translation>
    </message>
    <message>
        <source>{degrees}°, right side higher</source>
        <translation>{degrees}°，右侧较高</translation>
    </message>
    <message>
        <source>{name} (number {number}) was born on {date} by the records.</source>
        <translation>按记录，{name}（编号 {number}）出生于 {date}。</translation>
    </message>
    <message>
        <source>{name} called</source>
        <translation>已叫 {name}</translation>
    </message>
    <message>
        <source>{name} has been recorded. Go on to the next child.</source>
        <translation>{name} 已录制。请继续下一名儿童。</translation>
    </message>
    <message>
        <source>{name} is absent</source>
        <translation>{name} 缺席</translation>
    </message>
    <message>
        <source>{name} is there after all</source>
        <translation>{name} 还是来了</translation>
    </message>
    <message>
        <source>{name} is to be recorded again</source>
        <translation>{name} 要重录</translation>
    </message>
    <message>
        <source>{name} recorded</source>
        <translation>{name} 已录制</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}：{value}</translation>
    </message>
    <message>
        <source>{outcome} (set by a person; the model said: {said})</source>
        <translation>{outcome}（由人工设定；模型的结果：{said}）</translation>
    </message>
    <message>
        <source>{outcome} (set by {name}; the model said: {said})</source>
        <translation>{outcome}（由 {name} 设定；模型的结果：{said}）</translation>
    </message>
    <message>
        <source>{pose} finds people, {gait} judges gait. {reason}</source>
        <translation>{pose} 寻找受检者，{gait} 判断步态。{reason}</translation>
    </message>
    <message>
        <source>{state}: {count}</source>
        <translation>{state}：{count}</translation>
    </message>
    <message>
        <source>{title}: {words}</source>
        <translation>{title}：{words}</translation>
    </message>
    <message>
        <source>“trail.anchor” cannot be read.</source>
        <translation>无法读取“trail.anchor”。</translation>
    </message>
    <message>
        <source>“{address}” is no address of a Ray cluster.</source>
        <translation>“{address}”不是 Ray 集群的地址。</translation>
    </message>
    <message>
        <source>“{date}” is no date.</source>
        <translation>“{date}”不是日期。</translation>
    </message>
    <message>
        <source>“{host}” answered something that cannot be understood.</source>
        <translation>“{host}”的回答无法理解。</translation>
    </message>
    <message>
        <source>“{host}” cannot be reached: {reason}.</source>
        <translation>无法连接“{host}”：{reason}。</translation>
    </message>
    <message>
        <source>“{host}” did not answer within {seconds} seconds.</source>
        <translation>“{host}”在 {seconds} 秒内没有应答。</translation>
    </message>
    <message>
        <source>“{host}” did not take what was sent ({reason}).</source>
        <translation>“{host}”没有接收所发送的内容（{reason}）。</translation>
    </message>
    <message>
        <source>“{host}” does not let this program in ({reason}).</source>
        <translation>“{host}”不允许本程序访问（{reason}）。</translation>
    </message>
    <message>
        <source>“{host}” does not take anything this large ({reason}).</source>
        <translation>“{host}”不接收这么大的内容（{reason}）。</translation>
    </message>
    <message>
        <source>“{host}” failed at what was sent ({reason}).</source>
        <translation>“{host}”处理所发送的内容时出错（{reason}）。</translation>
    </message>
    <message>
        <source>“{host}” has no such service at this address ({reason}).</source>
        <translation>“{host}”在这个地址没有此项服务（{reason}）。</translation>
    </message>
    <message>
        <source>“{host}” has version {later} of this report already; version {number} was not sent.</source>
        <translation>“{host}”已有本报告的第 {later} 版；第 {number} 版未发送。</translation>
    </message>
    <message>
        <source>“{host}” is no name or address of a computer.</source>
        <translation>“{host}”不是计算机的名称或地址。</translation>
    </message>
    <message>
        <source>“{host}” is too busy at the moment ({reason}).</source>
        <translation>“{host}”目前太忙（{reason}）。</translation>
    </message>
    <message>
        <source>“{host}” sent an answer of more than {size} MB, which was not read.</source>
        <translation>“{host}”的回答超过 {size} MB，未予读取。</translation>
    </message>
    <message>
        <source>“{host}” speaks FHIR {version}, not FHIR R4 (4.0).</source>
        <translation>“{host}”使用 FHIR {version}，而不是 FHIR R4（4.0）。</translation>
    </message>
    <message>
        <source>“{host}” wants this to be sent to another place, on “{other}”.</source>
        <translation>“{host}”要求将内容发送到“{other}”上的另一个地址。</translation>
    </message>
    <message>
        <source>“{name}” answers (C-ECHO).</source>
        <translation>“{name}”已应答 (C-ECHO)。</translation>
    </message>
    <message>
        <source>“{name}” answers (DICOMweb).</source>
        <translation>“{name}”已应答 (DICOMweb)。</translation>
    </message>
    <message>
        <source>“{name}” answers: {called} (FHIR R4).</source>
        <translation>“{name}”已应答：{called} (FHIR R4)。</translation>
    </message>
    <message>
        <source>“{name}” broke the conversation off.</source>
        <translation>“{name}”中断了会话。</translation>
    </message>
    <message>
        <source>“{name}” cannot be read as certificates.</source>
        <translation>“{name}”不是可以读取的证书文件。</translation>
    </message>
    <message>
        <source>“{name}” cannot be the logo of a letterhead.</source>
        <translation>“{name}”不能用作信头标志。</translation>
    </message>
    <message>
        <source>“{name}” changed while it was analysed.</source>
        <translation>“{name}”在分析过程中发生了变化。</translation>
    </message>
    <message>
        <source>“{name}” could not answer ({said}).</source>
        <translation>“{name}”无法答复（{said}）。</translation>
    </message>
    <message>
        <source>“{name}” could not make sense of what was sent ({said}).</source>
        <translation>“{name}”无法理解所发送的内容（{said}）。</translation>
    </message>
    <message>
        <source>“{name}” did not answer within {seconds} seconds.</source>
        <translation>“{name}”在 {seconds} 秒内没有答复。</translation>
    </message>
    <message>
        <source>“{name}” did not take it ({said}).</source>
        <translation>“{name}”没有接收（{said}）。</translation>
    </message>
    <message>
        <source>“{name}” does not allow this program to send ({said}).</source>
        <translation>“{name}”不允许本程序发送（{said}）。</translation>
    </message>
    <message>
        <source>“{name}” does not hold looks at shoulders.</source>
        <translation>“{name}”不含肩部图像数据。</translation>
    </message>
    <message>
        <source>“{name}” does not know “{calling}”.</source>
        <translation>“{name}”不认识“{calling}”。</translation>
    </message>
    <message>
        <source>“{name}” does not say whose patient numbers these are.</source>
        <translation>“{name}”没有说明这些受检者编号属于哪个机构。</translation>
    </message>
    <message>
        <source>“{name}” does not take this kind of object ({said}).</source>
        <translation>“{name}”不接收这种对象（{said}）。</translation>
    </message>
    <message>
        <source>“{name}” does not take “{kind}”.</source>
        <translation>“{name}”不接收“{kind}”。</translation>
    </message>
    <message>
        <source>“{name}” had it already.</source>
        <translation>“{name}”已经有了。</translation>
    </message>
    <message>
        <source>“{name}” has more than {most} rows.</source>
        <translation>“{name}”超过 {most} 行。</translation>
    </message>
    <message>
        <source>“{name}” has too many joined cells.</source>
        <translation>“{name}”中合并的单元格太多。</translation>
    </message>
    <message>
        <source>“{name}” holds macros, which are never run here.</source>
        <translation>“{name}”含有宏，本程序从不运行宏。</translation>
    </message>
    <message>
        <source>“{name}” holds no rows.</source>
        <translation>“{name}”中没有行。</translation>
    </message>
    <message>
        <source>“{name}” holds pictures of the kind {codec}, not what a camera recorded.</source>
        <translation>“{name}”中的画面是 {codec} 类型，不是摄像头录制的内容。</translation>
    </message>
    <message>
        <source>“{name}” is a link to a file that is not there.</source>
        <translation>“{name}”是一个链接，但所指文件不存在。</translation>
    </message>
    <message>
        <source>“{name}” is a workbook of an old kind, or one with a password.</source>
        <translation>“{name}”是旧格式的工作簿，或带有密码。</translation>
    </message>
    <message>
        <source>“{name}” is damaged: its content is not what was written.</source>
        <translation>“{name}”已损坏：内容与写入时不一致。</translation>
    </message>
    <message>
        <source>“{name}” is no table, or its letters cannot be read.</source>
        <translation>“{name}”不是表格，或其文字无法读取。</translation>
    </message>
    <message>
        <source>“{name}” is no workbook with a table.</source>
        <translation>“{name}”不是含有表格的工作簿。</translation>
    </message>
    <message>
        <source>“{name}” is not a backup of protected records.</source>
        <translation>“{name}”不是受保护记录的备份。</translation>
    </message>
    <message>
        <source>“{name}” is not called “{called}”.</source>
        <translation>“{name}”的 AE 标题不是“{called}”。</translation>
    </message>
    <message>
        <source>“{name}” is there, and lets nobody search. Whether it takes objects is seen with the first one.</source>
        <translation>“{name}”可以连接，但不允许查询。是否接收对象要到发送第一个对象时才知道。</translation>
    </message>
    <message>
        <source>“{name}” is too busy at the moment.</source>
        <translation>“{name}”目前太忙。</translation>
    </message>
    <message>
        <source>“{name}” is too large for a list: {size} MB.</source>
        <translation>“{name}”作为名单太大：{size} MB。</translation>
    </message>
    <message>
        <source>“{name}” refuses to talk to this program.</source>
        <translation>“{name}”拒绝与本程序通信。</translation>
    </message>
    <message>
        <source>“{name}” took it, with a remark ({said}).</source>
        <translation>“{name}”已接收，并附有备注（{said}）。</translation>
    </message>
    <message>
        <source>“{name}” took the connection and broke it off before it said anything.</source>
        <translation>“{name}”接受了连接，但在答复之前就断开了。</translation>
    </message>
    <message>
        <source>“{name}”, which holds the keys of the records, is missing.</source>
        <translation>保存档案密钥的文件“{name}”不见了。</translation>
    </message>
    <message>
        <source>“{title}” is no AE title.</source>
        <translation>“{title}”不是 AE 标题。</translation>
    </message>
    <message>
        <source>“{url}” is no address of a server.</source>
        <translation>“{url}”不是服务器的地址。</translation>
    </message>
    <message>
        <source>“{value}” is neither yes nor no.</source>
        <translation>“{value}”不能识别为是或否。</translation>
    </message>
    <message>
        <source>“{value}” is no date.</source>
        <translation>“{value}”不是日期。</translation>
    </message>
    <message>
        <source>“{value}” is no place in an order.</source>
        <translation>“{value}”不是顺序中的位置。</translation>
    </message>
    <message>
        <source>“{value}” is no sex.</source>
        <translation>“{value}”不是性别。</translation>
    </message>
    <message>
        <source>“{words}” does not say how the camera is tilted.</source>
        <translation>“{words}”没有说明摄像机如何倾斜。</translation>
    </message>
    <message>
        <source>{count} analysed frames.</source>
        <translation>分析了 {count} 帧。</translation>
    </message>
    <message>
        <source>{count} cameras were found.</source>
        <translation>找到 {count} 个摄像头。</translation>
    </message>
    <message>
        <source>{count} of {total} poses are empty.</source>
        <translation>{total} 个姿态中有 {count} 个为空。</translation>
    </message>
    <message>
        <source>{count} of {total} silhouettes are empty.</source>
        <translation>{total} 个轮廓中有 {count} 个为空。</translation>
    </message>
    <message>
        <source>{count} of {total} silhouettes are off centre or do not fill the height.</source>
        <translation>{total} 个轮廓中有 {count} 个偏离中心或未占满高度。</translation>
    </message>
    <message>
        <source>{count} of {total} silhouettes are the same as the one before.</source>
        <translation>{total} 个轮廓中有 {count} 个与前一个相同。</translation>
    </message>
    <message>
        <source>{count} of {total} silhouettes have the same value everywhere.</source>
        <translation>{total} 个轮廓中有 {count} 个处处数值相同。</translation>
    </message>
    <message>
        <source>{height} pixels tall; {wanted} are needed.</source>
        <translation>高 {height} 像素；需要 {wanted} 像素。</translation>
    </message>
    <message>
        <source>{light} % of full brightness.</source>
        <translation>为最大亮度的 {light} %。</translation>
    </message>
    <message>
        <source>{names}, driver {driver}.</source>
        <translation>{names}，驱动程序 {driver}。</translation>
    </message>
    <message>
        <source>{name} finds people in an empty picture.</source>
        <translation>{name} 在空白图片中找到了人。</translation>
    </message>
    <message>
        <source>{outcome} ({mark})</source>
        <translation>{outcome}（{mark}）</translation>
    </message>
    <message>
        <source>{packages} are installed side by side and overwrite each other.</source>
        <translation>{packages} 同时安装，会互相覆盖。</translation>
    </message>
    <message>
        <source>{system}, {machine}, Python {python}.</source>
        <translation>{system}，{machine}，Python {python}。</translation>
    </message>
    <message>
        <source>{there}.</source>
        <translation>{there}。</translation>
    </message>
    <message>
        <source>{value}</source>
        <translation>{value}</translation>
    </message>
    <message>
        <source>{value} % of height to the left, {near} to {far}</source>
        <translation>{value}% 身高，向左（{near} 至 {far}）</translation>
    </message>
    <message>
        <source>{value} % of height to the right, {near} to {far}</source>
        <translation>{value}% 身高，向右（{near} 至 {far}）</translation>
    </message>
    <message>
        <source>{value} % of height, no clear side: between {left} to the left and {right} to the right</source>
        <translation>{value}% 身高，无明确侧别：介于向左 {left} 与向右 {right} 之间</translation>
    </message>
    <message>
        <source>{value} %, left step longer, {near} to {far}</source>
        <translation>{value}%，左步时间较长（{near} 至 {far}）</translation>
    </message>
    <message>
        <source>{value} %, left swings more, {near} to {far}</source>
        <translation>{value}%，左臂摆幅较大（{near} 至 {far}）</translation>
    </message>
    <message>
        <source>{value} %, right step longer, {near} to {far}</source>
        <translation>{value}%，右步时间较长（{near} 至 {far}）</translation>
    </message>
    <message>
        <source>{value} %, right swings more, {near} to {far}</source>
        <translation>{value}%，右臂摆幅较大（{near} 至 {far}）</translation>
    </message>
    <message>
        <source>{value}° to the left, {near} to {far}</source>
        <translation>{value}°，向左（{near} 至 {far}）</translation>
    </message>
    <message>
        <source>{value}° to the right, {near} to {far}</source>
        <translation>{value}°，向右（{near} 至 {far}）</translation>
    </message>
    <message>
        <source>{value}°, left side lower, {near} to {far}</source>
        <translation>{value}°，左侧较低（{near} 至 {far}）</translation>
    </message>
    <message>
        <source>{value}°, no clear side: between {left} to the left and {right} to the right</source>
        <translation>{value}°，无明确侧别：介于向左 {left} 与向右 {right} 之间</translation>
    </message>
    <message>
        <source>{value}°, right side lower, {near} to {far}</source>
        <translation>{value}°，右侧较低（{near} 至 {far}）</translation>
    </message>
    <message>
        <source>{where}, torch {version}. {reason}</source>
        <translation>{where}，torch {version}。{reason}</translation>
    </message>
    <message>
        <source>{where}. {reason}</source>
        <translation>{where}。{reason}</translation>
    </message>
    <message>
        <source>“{name}” cannot be read: {reason}.</source>
        <translation>无法读取“{name}”：{reason}。</translation>
    </message>
    <message>
        <source>“{name}” is a file, not a folder.</source>
        <translation>“{name}”是文件，不是文件夹。</translation>
    </message>
    <message>
        <source>“{name}” is a file; the results need a folder.</source>
        <translation>“{name}”是文件；结果需要一个文件夹。</translation>
    </message>
    <message>
        <source>“{name}” is missing or cannot be loaded.</source>
        <translation>缺少“{name}”，或无法加载。</translation>
    </message>
    <message>
        <source>“{video}” has the unknown class “{name}”.</source>
        <translation>“{video}”的类别“{name}”未知。</translation>
    </message>
    <message>
        <source>{first} and {last}</source>
        <translation>{first}和{last}</translation>
    </message>
    <message>
        <source>{first}, {following}</source>
        <translation>{first}、{following}</translation>
    </message>
    <message>
        <source>{name}</source>
        <translation>{name}</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent}%</translation>
    </message>
    <message>
        <source>{program}, {date}.</source>
        <translation>{program}，{date}。</translation>
    </message>
    <message>
        <source>{runtime}.</source>
        <translation>{runtime}。</translation>
    </message>
    <message>
        <source>{same} of {halves} random halves of the recording gave the same answer; score from {low} to {high} of 100.</source>
        <translation>随机取视频的一半判读 {halves} 次，其中 {same} 次结果不变；得分 {low} 至 {high}/100。</translation>
    </message>
    <message>
        <source>{same} of {halves} random halves of the recording gave the same answer; score {high} of 100 in each.</source>
        <translation>随机取视频的一半判读 {halves} 次，其中 {same} 次结果不变；得分均为 {high}/100。</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{seconds} s, {percent} %</source>
        <translation>{seconds} 秒，{percent}%</translation>
    </message>
    <message>
        <source>{value} % ({low} to {high})</source>
        <translation>{value}%（{low} 至 {high}）</translation>
    </message>
    <message>
        <source>{value} ({low} to {high})</source>
        <translation>{value}（{low} 至 {high}）</translation>
    </message>
    <message>
        <source>{wanted} was tried first and could not be started; check the GPU&apos;s driver and its libraries.</source>
        <translation>先尝试了 {wanted}，但无法启动；请检查 GPU 驱动程序及其库。</translation>
    </message>
    <message>
        <source>{what} The checkpoint of step {step} is kept.</source>
        <translation>{what}第 {step} 步的检查点已保留。</translation>
    </message>
    <message>
        <source>“{name}” could not be read in time.</source>
        <translation>“{name}”未能及时读取。</translation>
    </message>
    <message>
        <source>“{name}” could not be read: {reason}.</source>
        <translation>无法读取“{name}”：{reason}。</translation>
    </message>
    <message>
        <source>“{name}” could not be read: {why}.</source>
        <translation>无法读取“{name}”：{why}。</translation>
    </message>
    <message>
        <source>“{name}” could not be written: {reason}.</source>
        <translation>无法写入“{name}”：{reason}。</translation>
    </message>
    <message>
        <source>“{name}” has a wrong value for “{key}”: {value}.</source>
        <translation>“{name}”中“{key}”的值有误：{value}。</translation>
    </message>
    <message>
        <source>“{name}” has entries that are not finite arrays: {keys}.</source>
        <translation>“{name}”中有些项不是有限数值的数组：{keys}。</translation>
    </message>
    <message>
        <source>“{name}” has the unknown key “{key}”.</source>
        <translation>“{name}”含有未知的键“{key}”。</translation>
    </message>
    <message>
        <source>“{name}” is a device or a pipe, not a file.</source>
        <translation>“{name}”是设备或管道，不是文件。</translation>
    </message>
    <message>
        <source>“{name}” is a folder, not a video.</source>
        <translation>“{name}”是文件夹，不是视频。</translation>
    </message>
    <message>
        <source>“{name}” is a playlist that points to other files or addresses, not a video.</source>
        <translation>“{name}”是指向其他文件或地址的播放列表，不是视频。</translation>
    </message>
    <message>
        <source>“{name}” is an ensemble itself.</source>
        <translation>“{name}”本身就是集成。</translation>
    </message>
    <message>
        <source>“{name}” is damaged.</source>
        <translation>“{name}”已损坏。</translation>
    </message>
    <message>
        <source>“{name}” is empty (0 bytes).</source>
        <translation>“{name}”是空文件（0 字节）。</translation>
    </message>
    <message>
        <source>“{name}” is not a TFLite network.</source>
        <translation>“{name}”不是 TFLite 网络。</translation>
    </message>
    <message>
        <source>“{name}” is not a YAML file: {why}.</source>
        <translation>“{name}”不是 YAML 文件：{why}。</translation>
    </message>
    <message>
        <source>“{name}” is not a checkpoint written by torch 1.6 or later.</source>
        <translation>“{name}”不是由 torch 1.6 或更高版本写出的检查点。</translation>
    </message>
    <message>
        <source>“{name}” is not a gait sequence: {why}.</source>
        <translation>“{name}”不是步态序列：{why}。</translation>
    </message>
    <message>
        <source>“{name}” is not a list of labels.</source>
        <translation>“{name}”不是标签列表。</translation>
    </message>
    <message>
        <source>“{name}” is not a partition file.</source>
        <translation>“{name}”不是划分文件。</translation>
    </message>
    <message>
        <source>“{name}” is not a readable safetensors file: {why}.</source>
        <translation>“{name}”不是可读取的 safetensors 文件：{why}。</translation>
    </message>
    <message>
        <source>“{name}” is not a subject map.</source>
        <translation>“{name}”不是人员对照表。</translation>
    </message>
    <message>
        <source>“{name}” is not an ONNX file.</source>
        <translation>“{name}”不是 ONNX 文件。</translation>
    </message>
    <message>
        <source>“{name}” is not an evaluation report.</source>
        <translation>“{name}”不是评估报告。</translation>
    </message>
    <message>
        <source>“{name}” lists {count} videos.</source>
        <translation>“{name}”列出了 {count} 个视频。</translation>
    </message>
    <message>
        <source>“{name}” was not found.</source>
        <translation>未找到“{name}”。</translation>
    </message>
    <message>
        <source>“{one}” and “{other}” cannot be averaged: they differ in {what}.</source>
        <translation>“{one}”与“{other}”无法取平均：两者的 {what} 不同。</translation>
    </message>
    <message>
        <source>“{one}” and “{other}” have the same weights.</source>
        <translation>“{one}”与“{other}”的权重相同。</translation>
    </message>
</context>
<context>
    <name>view</name>
    <message>
        <source>Save the recovery key</source>
        <translation>保存恢复密钥</translation>
    </message>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>PDF 文件 (*.pdf)</translation>
    </message>
    <message>
        <source>Saved as {name}. Print it, or move it to a stick, and delete it here.</source>
        <translation>已保存为 {name}。请打印或移到 U 盘，并在此处删除。</translation>
    </message>
</context>
</TS>
